import Foundation

/// A WordPiece tokenizer in one `tokenizer.json`, as Hugging Face's library writes it and as the only
/// tokenizer that transformers 5 stores.
enum TokenizerFile {
  /// Reads the file.
  ///
  /// - Throws: ``ModelFileError`` naming the part that a BERT tokenizer has otherwise.
  static func read(_ path: String) throws(ModelFileError) -> WordPieceTokenizer {
    let entries = try JSONEntries(path: path)
    let model = try entries.object("model")
    try model.expect("type", "WordPiece", default: "WordPiece")
    try model.expect("continuing_subword_prefix", "##", default: "##")
    try model.expect("unk_token", "[UNK]", default: "[UNK]")
    let vocabulary = try vocabulary(of: model, added: entries)
    let splitter = try entries.object("pre_tokenizer")
    try splitter.expect("type", "BertPreTokenizer")
    try checkFrame(entries)
    return WordPieceTokenizer(
      vocabulary: vocabulary, basic: try basicTokenizer(entries),
      longestWord: try model.count("max_input_chars_per_word", default: 100, atMost: 1 << 20))
  }

  private static func vocabulary(
    of model: JSONEntries, added entries: JSONEntries
  ) throws(ModelFileError) -> WordPieceVocabulary {
    guard var ids = model.entries["vocab"] as? [String: Int] else {
      throw .missingKey(path: model.path, key: "model.vocab")
    }
    for token in entries.entries["added_tokens"] as? [[String: Any]] ?? [] {
      guard let piece = token["content"] as? String, let id = token["id"] as? Int else {
        throw .wrongValue(
          path: model.path, key: "added_tokens", expected: "content and id of each",
          found: "\(token)")
      }
      ids[piece] = id
    }
    var pieces = [String?](repeating: nil, count: ids.count)
    for (piece, id) in ids.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      guard pieces.indices.contains(id), pieces[id] == nil else {
        throw .wrongValue(
          path: model.path, key: "model.vocab",
          expected: "the \(ids.count) ids from 0 on, each once", found: "\(id) for \"\(piece)\"")
      }
      pieces[id] = piece
    }
    return try WordPieceVocabulary(pieces: pieces.compactMap { $0 }, path: model.path)
  }

  private static func basicTokenizer(
    _ entries: JSONEntries
  ) throws(ModelFileError) -> BasicTokenizer {
    let normalizer = try entries.object("normalizer")
    try normalizer.expect("type", "BertNormalizer")
    guard try normalizer.truth("clean_text", default: true) else {
      throw .wrongValue(
        path: entries.path, key: "normalizer.clean_text", expected: "true", found: "false")
    }
    return BasicTokenizer(
      lowercases: try normalizer.truth("lowercase", default: true),
      stripsAccents: normalizer.has("strip_accents")
        ? try normalizer.truth("strip_accents") : nil,
      separatesIdeographs: try normalizer.truth("handle_chinese_chars", default: true))
  }

  /// Every sequence is `[CLS]`, the text, `[SEP]`.
  private static func checkFrame(_ entries: JSONEntries) throws(ModelFileError) {
    guard entries.has("post_processor") else { return }
    let processor = try entries.object("post_processor")
    let type = try processor.string("type")
    var frame: [String] = []
    if type == "TemplateProcessing" {
      for piece in processor.entries["single"] as? [[String: Any]] ?? [] {
        frame += piece.compactMap { ($1 as? [String: Any])?["id"] as? String }
      }
    } else if type == "BertProcessing" {
      frame = ["cls", "sep"].compactMap { (processor.entries[$0] as? [Any])?.first as? String }
      frame.insert("A", at: min(1, frame.count))
    }
    guard frame == ["[CLS]", "A", "[SEP]"] else {
      throw .wrongValue(
        path: entries.path, key: "post_processor", expected: "[CLS], the text, [SEP]",
        found: frame.isEmpty ? type : frame.joined(separator: ", "))
    }
  }
}

extension JSONEntries {
  /// An object that is an entry; its own entries are named by errors without it.
  fileprivate func object(_ key: String) throws(ModelFileError) -> JSONEntries {
    guard let found = entries[key], !(found is NSNull) else {
      throw .missingKey(path: path, key: key)
    }
    guard let object = found as? [String: Any] else {
      throw .wrongValue(path: path, key: key, expected: "an object", found: "\(found)")
    }
    return JSONEntries(path: path, entries: object)
  }

  fileprivate func expect(
    _ key: String, _ expected: String, default fallback: String? = nil
  ) throws(ModelFileError) {
    let found = try string(key, default: fallback)
    guard found == expected else {
      throw .wrongValue(
        path: path, key: key, expected: "\(expected), as BERT's tokenizers have it", found: found)
    }
  }
}
