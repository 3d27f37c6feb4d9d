import AdapterEngine
import Artifacts
import BERTRescoring
import Foundation
import Rescoring
import Testing
import Transcripts

struct MaskedLanguageModelTrainingTests {
  private func options(_ folder: String, text: String, threads: Int) throws
    -> MaskedLanguageModelTraining.Options
  {
    var options = MaskedLanguageModelTraining.Options(
      textPath: text, workFolder: folder,
      shape: TinyModels.shape(try TinyModels.tokenizer()),
      schedule: LearningRateSchedule(peak: 3e-3, warmUpSteps: 4, decaySteps: 8, totalSteps: 24))
    options.longest = 20
    options.sequencesPerStep = 30
    options.threads = threads
    options.evaluationSteps = 12
    options.logSteps = 4
    options.checkpointSteps = 100
    options.heldOutEvery = 10
    return options
  }

  private func writeText(to path: String) throws {
    let paragraphs = TinyModels.sentences(400, seed: 11).map { sentence in
      sentence.joined(separator: " ").capitalized + "."
    }
    try paragraphs.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func weights(_ folder: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder + "/model/model.safetensors"))
  }

  @Test func `interrupted and resumed training gives the same bytes, on any number of threads`()
    throws
  {
    try TinyModels.withFolder { folder in
      let text = folder + "/text.txt"
      try writeText(to: text)
      let whole = try options(folder + "/whole", text: text, threads: 1)
      var entries: [MaskedLanguageModelTraining.Entry] = []
      let outcome = try MaskedLanguageModelTraining(whole).run { progress in
        if case .step(let entry) = progress { entries.append(entry) }
      }
      guard case .finished(folder + "/whole/model", let pseudoPerplexity) = outcome else {
        Issue.record("expected a finished model, found \(outcome)")
        return
      }
      #expect(entries.map(\.step) == [4, 8, 12, 16, 20, 24])
      let first = try #require(entries[2].heldOutLoss)
      let last = try #require(entries[5].heldOutLoss)
      #expect(last < first)
      // Better than guessing among all pieces, and near what a seventh of the tokens hidden gives.
      #expect(abs(log(pseudoPerplexity) - last) < 0.5)

      let parts = try options(folder + "/parts", text: text, threads: 2)
      for stop in [7, 8, 19] {
        let flag = CancellationFlag()
        var seen = 0
        // Raised from the outside in life; here as soon as a step's entry appears.
        var eager = parts
        eager.logSteps = 1
        let outcome = try MaskedLanguageModelTraining(eager).run(cancellation: flag) { progress in
          if case .step(let entry) = progress {
            seen = entry.step
            if entry.step == stop { flag.raise() }
          }
        }
        #expect(outcome == .interrupted(step: stop))
        #expect(seen == stop)
      }
      #expect(
        try MaskedLanguageModelTraining(parts).run()
          == .finished(folder: folder + "/parts/model", pseudoPerplexity: pseudoPerplexity))
      #expect(try weights(folder + "/whole") == weights(folder + "/parts"))
      let log = try String(contentsOfFile: folder + "/parts/log.jsonl", encoding: .utf8)
      let steps = log.split(separator: "\n").compactMap {
        try? JSONDecoder().decode(MaskedLanguageModelTraining.Entry.self, from: Data($0.utf8)).step
      }
      #expect(steps == steps.sorted() && Set(steps).count == steps.count)
    }
  }

  @Test func `a checkpoint of another run is refused`() throws {
    try TinyModels.withFolder { folder in
      let text = folder + "/text.txt"
      try writeText(to: text)
      var options = try options(folder + "/work", text: text, threads: 1)
      let flag = CancellationFlag()
      flag.raise()
      #expect(
        try MaskedLanguageModelTraining(options).run(cancellation: flag) == .interrupted(step: 1))
      options.seed = 2
      let other = MaskedLanguageModelTraining(options)
      #expect(throws: ModelFileError.self) { try other.run() }
    }
  }

  @Test func `what a model sees of a text is its text form, and belongs to the run`() throws {
    try TinyModels.withFolder { folder in
      let text = folder + "/text.txt"
      try writeText(to: text)
      var endings: [String: Double] = [:]
      for forms in [[TextForm.spoken], [.written], [.spoken, .written]] {
        let name = forms.map(\.rawValue).joined(separator: "-")
        var options = try options(folder + "/" + name, text: text, threads: 1)
        options.textForms = forms
        _ = try MaskedLanguageModelTraining(options).run()
        let model = try MaskedLanguageModel(
          directory: BERTDirectory(contentsOf: folder + "/\(name)/model"))
        let list = NBestList(
          ["See The Sea.", "See The Sea"].map {
            Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
          })
        let costs = try PseudoLogLikelihood(model, textForm: .written).costs(for: [list])[0]
        endings[name] = costs[0] - costs[1]
        options.textForms = [.written, .spoken]
        let other = MaskedLanguageModelTraining(options)
        #expect(throws: ModelFileError.self) { try other.run() }
      }
      // In spoken forms no sentence ends with a full stop, in written ones each does.
      let spoken = try #require(endings["spoken"])
      #expect(try #require(endings["written"]) < spoken - 1)
      #expect(try #require(endings["spoken-written"]) < spoken - 1)
    }
  }

  @Test func `with both forms each paragraph is seen in both`() throws {
    let tokenizer = try TinyModels.punctuatingTokenizer()
    func texts(_ forms: [TextForm]) -> [String] {
      let corpus = TokenCorpus(
        paragraphs: ["There, see! Here.", "To her"], forms: forms, tokenizer: tokenizer,
        longest: 20, seed: 1)
      return (0..<corpus.count).map { index in
        corpus.sequence(at: index).map { tokenizer.vocabulary.pieces[Int($0)] }
          .joined(separator: " ")
      }
    }
    #expect(texts([.spoken]).joined(separator: " ") == "there see here to her")
    #expect(texts([.written]).joined(separator: " ") == "there , see ! here . to her")
    #expect(
      texts([.spoken, .written]).joined(separator: " ")
        == "there see here there , see ! here . to her to her")
  }

  @Test func `a model goes on learning where it was, with its own shape and vocabulary`()
    throws
  {
    try TinyModels.withFolder { folder in
      let text = folder + "/text.txt"
      try writeText(to: text)
      let first = try options(folder + "/first", text: text, threads: 1)
      _ = try MaskedLanguageModelTraining(first).run()
      let start = try BERTDirectory(contentsOf: folder + "/first/model")

      var more = try options(folder + "/more", text: text, threads: 1)
      more.start = start
      more.shape = BERTConfiguration(vocabularySize: 99, hiddenSize: 64, layers: 7, dropout: 0)
      var losses: [Double] = []
      let flag = CancellationFlag()
      let outcome = try MaskedLanguageModelTraining(more).run(cancellation: flag) { progress in
        if case .step(let entry) = progress {
          losses.append(entry.loss)
          if entry.step == 12 { flag.raise() }
        }
      }
      #expect(outcome == .interrupted(step: 12))
      let log = try String(contentsOfFile: folder + "/first/log.jsonl", encoding: .utf8)
      let entries = try log.split(separator: "\n").map {
        try JSONDecoder().decode(MaskedLanguageModelTraining.Entry.self, from: Data($0.utf8))
      }
      #expect(try #require(losses.first) < entries[0].loss - 0.1)

      // It is resumed from its checkpoint and not from the start; another start is another run.
      _ = try MaskedLanguageModelTraining(more).run()
      var whole = more
      whole.workFolder = folder + "/whole"
      _ = try MaskedLanguageModelTraining(whole).run()
      #expect(try weights(folder + "/more") == weights(folder + "/whole"))
      let end = try BERTDirectory(contentsOf: folder + "/more/model")
      #expect(end.configuration == start.configuration.with(dropout: 0))
      #expect(end.tokenizer.vocabulary.fileContents == start.tokenizer.vocabulary.fileContents)
      more.start = end
      let other = MaskedLanguageModelTraining(more)
      #expect(throws: ModelFileError.self) { try other.run() }
    }
  }

  @Test func `a model with fewer positions than the longest sequence can't go on`() throws {
    try TinyModels.withFolder { folder in
      let text = folder + "/text.txt"
      try writeText(to: text)
      _ = try MaskedLanguageModelTraining(options(folder + "/first", text: text, threads: 1)).run()
      let path = folder + "/first/model"
      let start = try BERTDirectory(contentsOf: path)
      let positions = start.configuration.maximumPositions
      var more = try options(folder + "/more", text: text, threads: 1)
      more.start = start
      more.longest = positions + 1
      let training = MaskedLanguageModelTraining(more)
      #expect(
        throws: ModelFileError.wrongValue(
          path: path + "/config.json", key: "max_position_embeddings",
          expected: "at least the longest sequence's \(positions + 1)", found: "\(positions)")
      ) { try training.run() }
    }
  }

  @Test func `text that is not UTF-8 is an error with its line`() throws {
    try TinyModels.withFolder { folder in
      let text = folder + "/text.txt"
      try Data("good\nb\u{FF}d\n".unicodeScalars.map { UInt8($0.value) })
        .write(to: URL(fileURLWithPath: text))
      let training = MaskedLanguageModelTraining(
        try options(folder + "/work", text: text, threads: 1))
      #expect(throws: ModelFileError.file(.notUTF8(path: text, line: 2))) { try training.run() }
    }
  }
}
