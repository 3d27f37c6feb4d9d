/// Changes of phones at the boundaries between words in connected speech.
///
/// - Of two consecutive consonants with the same articulation, as in "recognize speech", only the
///   second is pronounced.
/// - A voiceless stop after "s" sounds almost like a voiced one: "speech" is "s" and "beach".
/// - Of two equal consonants between words only one is heard: "some mothers" sounds like "some others".
///
/// Compare Ladefoged and Johnson, A Course in Phonetics, chapters 3 and 5.
enum ConnectedSpeech {
  /// The distance that each of these changes adds: the smallest distance between any two phones.
  static let distance = 0.1

  /// Careful speech, and the same with some of the changes, as long as they cost at most `radius`;
  /// careful speech comes first.
  static func readings(
    _ careful: [SpokenPhrase], _ inventory: PhoneInventory, within radius: Double
  ) -> [SpokenPhrase] {
    var readings = careful
    for change in [merged, voiced] {
      var more: [SpokenPhrase] = []
      for reading in readings where reading.distance + distance <= radius + 1e-9 {
        more += change(reading, inventory)
      }
      readings += more.filter { one in !readings.contains { $0.phones == one.phones } }
    }
    return Array(readings.prefix(SpokenPhrase.maximumReadings))
  }

  /// Whether the last phone of a word can also be the first of the next.
  static func canBeShared(_ phone: UInt8, _ inventory: PhoneInventory) -> Bool {
    if case .consonant = inventory.features[Int(phone)] { true } else { false }
  }

  /// The readings in which a word's last consonant is merged into the first of the next word, one
  /// for each place.
  private static func merged(
    _ reading: SpokenPhrase, _ inventory: PhoneInventory
  ) -> [SpokenPhrase] {
    reading.boundaries.dropLast().compactMap { boundary in
      let place = boundary.upperBound
      guard place > 0, place < reading.phones.count,
        areMadeAlike(reading.phones[place - 1], reading.phones[place], inventory)
      else { return nil }
      var merged = reading
      merged.phones.remove(at: place - 1)
      merged.boundaries = reading.boundaries.map { other in
        if other == boundary { return place - 1...place }
        return other.lowerBound >= place
          ? other.lowerBound - 1...other.upperBound - 1 : other
      }
      merged.distance += distance
      return merged
    }
  }

  /// The reading in which voiceless stops after "s" are voiced at all places.
  private static func voiced(
    _ reading: SpokenPhrase, _ inventory: PhoneInventory
  ) -> [SpokenPhrase] {
    var voiced = reading
    for place in reading.phones.indices.dropFirst()
    where isSibilant(reading.phones[place - 1], inventory) {
      guard
        case .consonant(false, let position, .stop) = inventory.features[Int(reading.phones[place])],
        let fellow = (0..<inventory.count).first(where: {
          inventory.features[$0] == .consonant(voiced: true, place: position, manner: .stop)
        })
      else { continue }
      voiced.phones[place] = UInt8(fellow)
    }
    guard voiced.phones != reading.phones else { return [] }
    voiced.distance += distance
    return [voiced]
  }

  private static func isSibilant(_ phone: UInt8, _ inventory: PhoneInventory) -> Bool {
    inventory.features[Int(phone)]
      == .consonant(voiced: false, place: .alveolar, manner: .fricative)
  }

  /// Whether two consonants differ in nothing but voice.
  private static func areMadeAlike(
    _ first: UInt8, _ second: UInt8, _ inventory: PhoneInventory
  ) -> Bool {
    guard case .consonant(_, let place, let manner) = inventory.features[Int(first)],
      case .consonant(_, let other, let otherManner) = inventory.features[Int(second)]
    else { return false }
    return place == other && manner == otherManner
  }
}
