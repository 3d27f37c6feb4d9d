import Transcripts

/// Splits a transcription in the IPA into phones, by grapheme clusters.
///
/// A tie bar joins two letters into one phone. Modifier letters and length marks belong to the
/// letter before them, except that a superscript nasal or "ʰ" before a stop and not after one
/// belongs to the following stop: /aⁿda/ is a ⁿd a. A stress mark goes to the next vowel, since it
/// stands before the whole syllable. Consecutive tone letters are a phone of their own after the
/// syllable.
struct IPATokenizer {
  /// A phone and its stress: 0 for none, 1 for primary, 2 for secondary.
  struct Token: Equatable {
    var symbol: String
    var stress: Int
  }

  private let marks: PhoneMarks
  private let graphemes = GraphemeClusters()

  init(marks: PhoneMarks) {
    self.marks = marks
  }

  /// The phones of a transcription without spaces between them: `tɹænˈskɹɪpʃən`.
  func tokens(of transcription: String) -> [Token] {
    var state = State(marks: marks)
    let clusters = graphemes.clusters(of: UnicodeForm.nfc.apply(to: transcription))
    for (place, cluster) in clusters.enumerated() {
      state.add(
        cluster, startsPhone: true, before: place + 1 < clusters.count ? clusters[place + 1] : nil)
    }
    return state.finish()
  }

  /// The phones of a transcription whose phones are already separated by spaces, such as
  /// `t ɹ æ n s k ɹ ɪ p ʃ ə n`.
  func tokens(ofParted transcription: String) -> [Token] {
    var state = State(marks: marks)
    for segment in UnicodeForm.nfc.apply(to: transcription).split(separator: " ") {
      var startsPhone = true
      for cluster in graphemes.clusters(of: String(segment)) {
        if state.add(cluster, startsPhone: startsPhone) { startsPhone = false }
      }
      state.endPhone()
    }
    return state.finish()
  }

  private struct State {
    let marks: PhoneMarks
    var tokens: [Token] = []
    var stress = 0
    /// Whether the next letter still belongs to the previous phone.
    var isTied = false
    var isOpen = false
    /// Marks that belong to the next letter.
    var prefix = ""

    /// Adds a grapheme cluster and returns whether it is a letter of a phone.
    ///
    /// - Parameter next: the following cluster, if the transcription is not already split into
    ///   phones.
    @discardableResult
    mutating func add(_ cluster: String, startsPhone: Bool, before next: String? = nil) -> Bool {
      if let next, isPrefix(cluster, of: next) {
        prefix += cluster
        return true
      }
      var phone = String.UnicodeScalarView()
      var tone = String.UnicodeScalarView()
      var modifiesOnly = true
      for scalar in scalars(of: cluster) {
        switch scalar {
        case IPA.primaryStress, "'": stress = 1
        case IPA.secondaryStress: stress = 2
        case _ where IPA.silentMarks.contains(scalar): continue
        case _ where IPA.isTone(scalar):
          if marks.tones == .kept { tone.append(scalar) }
        case _ where scalar == ":" || IPA.lengthMarks.contains(scalar):
          if marks.length == .kept { phone.append(scalar == ":" ? "\u{2D0}" : scalar) }
        default:
          if !IPA.isModifier(scalar) { modifiesOnly = false }
          phone.append(scalar == "g" ? "\u{261}" : scalar)
        }
      }
      if !phone.isEmpty {
        let continues = prefix.isEmpty && isOpen && (modifiesOnly || isTied || !startsPhone)
        append(prefix + String(phone), continues: continues)
        prefix = ""
        isTied = phone.last.map(IPA.tieBars.contains) ?? false
      }
      if !tone.isEmpty { append(tone: String(tone)) }
      return !phone.isEmpty
    }

    /// Whether a superscript letter belongs to the consonant after it rather than to the phone
    /// before it.
    private func isPrefix(_ cluster: String, of next: String) -> Bool {
      guard let scalar = cluster.unicodeScalars.first, cluster.unicodeScalars.count == 1,
        IPA.isPrefix(scalar), IPA.isObstruent(next), !isTied
      else { return false }
      guard let last = tokens.last?.symbol, isOpen else { return true }
      // "dⁿd": released through the nose. "lʰt": neither is known.
      return scalar == "\u{2B0}" ? IPA.isSyllabic(last) : !IPA.isObstruent(last)
    }

    /// The scalars of a cluster in NFC, without tone accents if tones are dropped.
    private func scalars(of cluster: String) -> String.UnicodeScalarView {
      guard marks.tones == .dropped else { return cluster.unicodeScalars }
      let apart = UnicodeForm.nfd.apply(to: cluster).unicodeScalars
      guard apart.contains(where: IPA.isToneAccent) else { return cluster.unicodeScalars }
      let toneless = String(String.UnicodeScalarView(apart.filter { !IPA.isToneAccent($0) }))
      return UnicodeForm.nfc.apply(to: toneless).unicodeScalars
    }

    private mutating func append(_ phone: String, continues: Bool) {
      if continues {
        tokens[tokens.count - 1].symbol += phone
      } else {
        tokens.append(Token(symbol: phone, stress: 0))
        isOpen = true
      }
      if stress > 0, IPA.isSyllabic(tokens[tokens.count - 1].symbol) {
        tokens[tokens.count - 1].stress = stress
        stress = 0
      }
    }

    private mutating func append(tone: String) {
      isOpen = false
      isTied = false
      if let last = tokens.last, last.symbol.unicodeScalars.allSatisfy(IPA.isTone) {
        tokens[tokens.count - 1].symbol += tone
      } else {
        tokens.append(Token(symbol: tone, stress: 0))
      }
    }

    mutating func endPhone() {
      isOpen = false
      isTied = false
    }

    func finish() -> [Token] { tokens }
  }
}
