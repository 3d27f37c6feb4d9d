import Artifacts
import Foundation
import Transcripts

extension BackoffModel {
  /// Reads a model that `Lexicons/Builder/language_model.py` packed, gzipped or plain.
  ///
  /// The layout, all numbers little-endian: the line `mondegreen trigram 1`; nine numbers of 32 bits, namely
  /// of words, bigrams, trigrams, the bytes of the words' text, and the sizes of five tables; the tables of
  /// floating-point logarithms (words, their backoffs, bigrams, their backoffs, trigrams); the words with
  /// line breaks between them; for each table a column of bytes that point into it; how many bigrams each
  /// word begins; the bigrams' last words; how many trigrams each bigram begins; the trigrams' last words.
  /// Of the last four columns first all low bytes are stored, then all middle ones, then all high ones; words
  /// are stored as differences from the one before in the same context.
  ///
  /// - Throws: ``LanguageModelError`` with the path.
  public init(packed path: String, name: String) throws(LanguageModelError) {
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path)
    } catch {
      throw .file(error)
    }
    let (words, columns) = try PackedModel(path: path).read(data)
    let summary = "trigram with backoff, \(columns.trigramWords.count) trigrams"
    self.init(
      identity: ModelIdentity(name: name, summary: summary, digest: .sha256(of: data)),
      words: words, columns: columns)
  }
}

/// Reads the parts of a packed model one after the other.
private struct PackedModel {
  let path: String
  static let magic = Array("mondegreen trigram 1\n".utf8)

  func read(_ data: Data) throws(LanguageModelError) -> (WordNumbers, BackoffColumns) {
    guard data.starts(with: Self.magic) else {
      throw .malformedModel(
        path: path, expected: "a packed trigram of version 1", found: "something else")
    }
    let read: (WordNumbers, BackoffColumns)? = data.withUnsafeBytes { bytes in
      var parts = ByteParts(bytes: bytes, place: Self.magic.count)
      guard let sizes: [UInt32] = parts.numbers(9) else { return nil }
      let (words, bigrams, trigrams) = (Int(sizes[0]), Int(sizes[1]), Int(sizes[2]))
      // Each of them takes a byte at least: nothing is made for more than the file can hold.
      guard max(words, bigrams, trigrams) <= bytes.count else { return nil }
      var tables: [[Float]] = []
      for size in sizes[4...] {
        guard let table: [Float] = parts.numbers(Int(size)) else { return nil }
        tables.append(table)
      }
      guard let text = parts.bytes(Int(sizes[3])) else { return nil }
      let numbers = WordNumbers(lines: text, count: words)
      guard numbers.count == words else { return nil }
      var columns = BackoffColumns()
      let lengths = [words, words, bigrams, bigrams, trigrams]
      var costs: [[Float]] = []
      for (table, length) in zip(tables, lengths) {
        guard let column = parts.column(length, of: table) else { return nil }
        costs.append(column)
      }
      guard let bigramStarts = parts.starts(words, total: bigrams),
        let bigramWords = parts.words(bigrams, starts: bigramStarts, below: words),
        let trigramStarts = parts.starts(bigrams, total: trigrams),
        let trigramWords = parts.words(trigrams, starts: trigramStarts, below: words),
        parts.place == bytes.count
      else { return nil }
      columns.unigrams = costs[0]
      columns.unigramBackoffs = costs[1]
      columns.bigramCosts = costs[2]
      columns.bigramBackoffs = costs[3]
      columns.trigramCosts = costs[4]
      columns.bigramStarts = bigramStarts
      columns.bigramWords = bigramWords
      columns.trigramStarts = trigramStarts
      columns.trigramWords = trigramWords
      return (numbers, columns)
    }
    guard let read else {
      throw .malformedModel(
        path: path, expected: "as many words and n-grams as its header says",
        found: "\(data.count) bytes that don't hold them")
    }
    return read
  }
}

/// Bytes that are read from front to back; every reading method gives nil where they end too early.
private struct ByteParts {
  let bytes: UnsafeRawBufferPointer
  var place: Int

  mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= bytes.count - place else { return nil }
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
  }

  /// Numbers of 32 bits as they lie in memory: the program runs on little-endian machines alone.
  mutating func numbers<Number>(_ count: Int) -> [Number]? {
    guard let source = bytes(count * 4) else { return nil }
    return [Number](unsafeUninitializedCapacity: count) { target, filled in
      UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
      filled = count
    }
  }

  /// Logarithms by their places in a table.
  mutating func column(_ count: Int, of table: [Float]) -> [Float]? {
    guard let codes = bytes(count), let from = codes.baseAddress else {
      return count == 0 ? [] : nil
    }
    // A code behind the table's end is no cost.
    var padded = table + [Float](repeating: .nan, count: max(0, 256 - table.count))
    let column = padded.withUnsafeMutableBufferPointer { table in
      [Float](unsafeUninitializedCapacity: count) { target, filled in
        let codes = from.assumingMemoryBound(to: UInt8.self)
        let (into, values) = (target.baseAddress!, table.baseAddress!)
        for place in 0..<count { into[place] = values[Int(codes[place])] }
        filled = count
      }
    }
    return column.contains(where: { !$0.isFinite }) ? nil : column
  }

  /// The index at which the entries of each parent start, from the number of its entries.
  mutating func starts(_ parents: Int, total: Int) -> [UInt32]? {
    guard let counts = planes(parents) else { return nil }
    var starts = counts
    starts.append(0)
    var sum = 0
    starts.withUnsafeMutableBufferPointer { starts in
      for parent in 0..<parents {
        let count = Int(starts[parent])
        starts[parent] = UInt32(truncatingIfNeeded: sum)
        sum += count
      }
      starts[parents] = UInt32(truncatingIfNeeded: sum)
    }
    return sum == total ? starts : nil
  }

  /// Words from their differences within each parent.
  mutating func words(_ count: Int, starts: [UInt32], below limit: Int) -> [UInt32]? {
    guard var words = planes(count) else { return nil }
    var isSorted = true
    words.withUnsafeMutableBufferPointer { words in
      starts.withUnsafeBufferPointer { starts in
        for parent in 0..<(starts.count - 1) {
          let (start, end) = (Int(starts[parent]), Int(starts[parent + 1]))
          guard start < end else { continue }
          var word = Int(words[start])
          var place = start + 1
          while place < end {
            let step = Int(words[place])
            if step == 0 { isSorted = false }
            word += step
            words[place] = UInt32(truncatingIfNeeded: word)
            place += 1
          }
          if word >= limit { isSorted = false }
        }
      }
    }
    return isSorted ? words : nil
  }

  /// Numbers of 24 bits: all low bytes, all middle ones, all high ones.
  private mutating func planes(_ count: Int) -> [UInt32]? {
    guard let planes = bytes(count * 3), let base = planes.baseAddress else {
      return count == 0 ? [] : nil
    }
    return [UInt32](unsafeUninitializedCapacity: count) { target, filled in
      let low = base.assumingMemoryBound(to: UInt8.self)
      let (middle, high) = (low + count, low + 2 * count)
      let into = target.baseAddress!
      for place in 0..<count {
        into[place] =
          UInt32(low[place]) | UInt32(middle[place]) << 8 | UInt32(high[place]) << 16
      }
      filled = count
    }
  }
}
