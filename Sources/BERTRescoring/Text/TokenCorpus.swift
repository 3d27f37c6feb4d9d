import AdapterEngine
import Artifacts
import Foundation
import Transcripts

/// A text corpus as token ids, cut into sequences for masked-language-model training.
///
/// A sequence is a run of whole sentences of one paragraph (a sentence longer than the limit is
/// cut). Its target length is drawn anew each time, so that the model sees short sequences, like the
/// utterances it will judge, as well as long ones.
public struct TokenCorpus: Sendable {
  /// The ids of all tokens, without special tokens.
  private let ids: [UInt16]
  /// The index in `ids` at which each sequence starts, followed by the end of the last.
  private let starts: [Int]

  /// The number of sequences.
  public var count: Int { starts.count - 1 }
  /// How many tokens there are, special tokens not counted.
  public var tokens: Int { ids.count }

  /// The ids of a sequence, without special tokens.
  public func sequence(at index: Int) -> [Int32] {
    ids[starts[index]..<starts[index + 1]].map { Int32($0) }
  }

  /// Cuts `paragraphs` into sequences of at most `longest` tokens, special tokens included.
  ///
  /// - Parameters:
  ///   - paragraphs: the texts.
  ///   - forms: the forms in which each paragraph is seen.
  ///   - tokenizer: the tokenizer of the model to train.
  ///   - longest: the largest number of tokens of a sequence.
  ///   - seed: of the target lengths.
  /// - Precondition: the vocabulary has at most 65,536 pieces.
  public init(
    paragraphs: some Sequence<String>, forms: [TextForm] = [.spoken],
    tokenizer: WordPieceTokenizer, longest: Int, seed: UInt64
  ) {
    precondition(tokenizer.vocabulary.count <= 1 << 16, "ids are kept in 16 bits")
    var ids: [UInt16] = []
    var starts = [0]
    let limit = longest - 2
    var generator = CounterGenerator(seed: seed)
    var target = 0
    func close() {
      if ids.count > starts[starts.count - 1] { starts.append(ids.count) }
      target = min(limit, 6 + generator.below(limit))
    }
    close()
    for (paragraph, form) in paragraphs.lazy.flatMap({ text in forms.map { (text, $0) } }) {
      for sentence in SentenceSplitter.sentences(of: paragraph, as: form) {
        let pieces = tokenizer.ids(of: sentence)
        if ids.count - starts[starts.count - 1] + pieces.count > limit { close() }
        var rest = pieces[...]
        while rest.count > limit {
          ids.append(contentsOf: rest.prefix(limit).map { UInt16($0) })
          rest = rest.dropFirst(limit)
          close()
        }
        ids.append(contentsOf: rest.map { UInt16($0) })
        if ids.count - starts[starts.count - 1] >= target { close() }
      }
      close()
    }
    self.ids = ids
    self.starts = starts
  }
}

/// The paragraphs of a text file, one a line.
struct Paragraphs: Sequence, IteratorProtocol {
  private var lines: TextLines.Iterator
  private(set) var current = 0

  init(_ lines: TextLines) { self.lines = lines.makeIterator() }

  mutating func next() -> String? {
    guard let line = lines.next() else { return nil }
    current = line.number
    // A line that is not UTF-8 was rejected when the file was read.
    return line.text ?? ""
  }
}

extension TextLines {
  /// The digest of the lines' bytes and the line ends between them.
  var digest: Digest {
    var hasher = DigestHasher()
    for line in self { hasher.update(Array(line.bytes) + [0x0A]) }
    return hasher.finalize()
  }

  /// Reads a text file of one paragraph a line, all of it UTF-8.
  static func paragraphs(ofFileAt path: String) throws(ModelFileError) -> TextLines {
    do {
      let lines = try TextLines(path: path)
      for line in lines where line.text == nil {
        throw ArtifactError.notUTF8(path: path, line: line.number)
      }
      return lines
    } catch let error as ArtifactError {
      throw .file(error)
    } catch {
      preconditionFailure("TextLines throws ArtifactError alone")
    }
  }
}
