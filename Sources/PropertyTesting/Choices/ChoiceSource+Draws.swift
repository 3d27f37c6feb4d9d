import Artifacts

extension ChoiceSource {
  /// A decision between two ways; the simpler one is `false`.
  ///
  /// A probability of 0 or 1 leaves nothing to decide, but is recorded all the same: at the
  /// greatest depth of a tree, say, a sequence then looks like elsewhere, and shrinks as well.
  ///
  /// - Parameter probability: of `true`, in 0…1.
  public mutating func boolean(probability: Double = 0.5) -> Bool {
    guard status == .valid else { return false }
    guard probability > 0, probability < 1 else { return forced(probability > 0) }
    let value: Bool
    switch next() {
    case .replayed(.boolean(let recorded)): value = recorded
    case .replayed, .simplest: value = false
    case .random: value = random.unit() < probability
    case .none: return false
    }
    choices.append(.boolean(value))
    return value
  }

  /// Records a decision that is none, so that the sequence looks the same as where it is one.
  private mutating func forced(_ value: Bool) -> Bool {
    if case .none = next() { return value }
    forcedPlaces.append(Int32(choices.count))
    choices.append(.boolean(value))
    return value
  }

  /// An integer in `range`, simplest at `towards` (zero, or the bound nearest to it, by default).
  ///
  /// Random draws favor what breaks programs: bounds, small distances from `towards`, and repeats
  /// or near-repeats of integers drawn before. Where every value must be equally likely, use
  /// ``index(below:)``.
  public mutating func integer(in range: ClosedRange<Int>, towards: Int? = nil) -> Int {
    let target = towards ?? ChoiceSequence.defaultTarget(in: range)
    precondition(range.contains(target), "an integer shrinks towards a value of its range")
    guard status == .valid else { return target }
    let value: Int
    switch next() {
    case .replayed(.integer(let recorded, _, _)) where range.contains(recorded): value = recorded
    case .replayed, .simplest: value = target
    case .random: value = randomInteger(in: range, towards: target)
    case .none: return target
    }
    choices.append(.integer(value, in: range, towards: target))
    return value
  }

  /// A number in `range`; whole numbers near zero are the simplest.
  ///
  /// An infinite bound makes infinity one of the values; without finite bounds, which is the default,
  /// NaN is one, too, unless `orNaN` says otherwise. For any finite number but no other take
  /// `-.greatestFiniteMagnitude ... .greatestFiniteMagnitude`. Infinities and then NaN are the least
  /// simple of all values.
  ///
  /// In a range of finite width every number is equally likely. Elsewhere that would leave the
  /// largest ones alone, and draws favor what breaks programs: whole numbers and short fractions of
  /// all sizes, bounds, zeros of both signs, the smallest and the largest numbers, infinities, NaN.
  ///
  /// - Parameters:
  ///   - range: the bounds, both included.
  ///   - orNaN: whether NaN is one of the values; by default where both bounds are infinite.
  public mutating func float(
    in range: ClosedRange<Double> = -.infinity ... .infinity, orNaN: Bool? = nil
  ) -> Double {
    let orNaN = orNaN ?? FloatOrder.includesNaN(range)
    let simplest = FloatOrder.simplest(in: range)
    guard status == .valid else { return simplest }
    let value: Double
    switch next() {
    case .replayed(.float(let recorded, _, _))
    where FloatOrder.allows(recorded, in: range, orNaN: orNaN):
      value = recorded
    case .replayed, .simplest: value = simplest
    case .random: value = random.float(in: range, orNaN: orNaN, size: size)
    case .none: return simplest
    }
    choices.append(.float(value, in: range, orNaN: orNaN))
    return value
  }

  /// An integer from `low` to `high`; `nil`, and the case is given up, if there is none.
  ///
  /// For bounds that were drawn: `low...high` itself traps where they are out of order.
  public mutating func integer(from low: Int, through high: Int, towards: Int? = nil) -> Int? {
    guard low <= high else {
      discardCase("no integer lies between \(low) and \(high)")
      return nil
    }
    return integer(in: low...high, towards: towards.map { min(max($0, low), high) })
  }

  /// One of `elements`, every one equally likely; `nil`, and the case is given up, if there is none.
  public mutating func element<Elements: RandomAccessCollection>(
    of elements: Elements
  ) -> Elements.Element? {
    guard !elements.isEmpty else {
      discardCase("there is no element of an empty collection")
      return nil
    }
    let offset = index(below: elements.count)
    return elements[elements.index(elements.startIndex, offsetBy: offset)]
  }

  /// An index in 0..<count, every one equally likely; 0 is the simplest.
  ///
  /// - Precondition: `count` is at least 1.
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "there is no index into an empty collection")
    guard status == .valid else { return 0 }
    let value: Int
    switch next() {
    case .replayed(.integer(let recorded, _, _)) where recorded >= 0 && recorded < count:
      value = recorded
    case .replayed, .simplest: value = 0
    case .random: value = Int(random.below(UInt64(count)))
    case .none: return 0
    }
    choices.append(.integer(value, in: 0...(count - 1), towards: 0))
    return value
  }

  /// A text over `alphabet` with as many letters as `count` says: one choice, not one a letter.
  ///
  /// The simplest is the shortest, of the alphabet's first letter.
  ///
  /// - Precondition: `alphabet` has a letter, unless no text has one.
  public mutating func text(of alphabet: Alphabet, count: ClosedRange<Int>) -> String {
    alphabet.text(letters(below: alphabet.letters.count, count: count))
  }

  /// Bytes, as many as `count` says; the simplest are the fewest, all zero.
  public mutating func bytes(count: ClosedRange<Int>) -> [UInt8] {
    letters(below: 256, count: count).map { UInt8($0) }
  }

  private mutating func letters(below letters: Int, count: ClosedRange<Int>) -> [UInt32] {
    precondition(count.lowerBound >= 0, "no text has fewer than no letters")
    precondition(letters > 0 || count.upperBound == 0, "there is no letter in the alphabet")
    let constraint = Choice.text([], letters: letters, count: count)
    var value: [UInt32] { Array(repeating: 0, count: count.lowerBound) }
    guard status == .valid else { return value }
    let text: [UInt32]
    switch next() {
    case .replayed(let recorded):
      guard case .text(let replayed, _, _) = constraint.replayed(from: recorded) else {
        preconditionFailure("a text is replayed as a text")
      }
      text = replayed
    case .simplest: text = value
    case .random: text = randomText(letters: letters, count: count)
    case .none: return value
    }
    choices.append(.text(text, letters: letters, count: count))
    return text
  }
}

// MARK: - Random draws that look back

extension ChoiceSource {
  private mutating func randomInteger(in range: ClosedRange<Int>, towards: Int) -> Int {
    let roll = random.next()
    // One draw in eight repeats an earlier integer, or nearly.
    if roll & 7 == 0, let value = nearRepeat(in: range) { return value }
    return random.integer(in: range, towards: towards, roll: roll, size: size)
  }

  private mutating func nearRepeat(in range: ClosedRange<Int>) -> Int? {
    guard !choices.isEmpty else { return nil }
    // A few tries at a place in the sequence: not every choice is an integer.
    for _ in 0..<4 {
      guard case .integer(let value, _, _) = choices[Int(random.below(UInt64(choices.count)))]
      else { continue }
      let roll = random.next()
      let offset = roll & 1 == 0 ? 0 : Int((roll >> 1) % 9) - 4
      let (sum, overflow) = value.addingReportingOverflow(offset)
      if !overflow, range.contains(sum) { return sum }
    }
    return nil
  }

  /// One text in eight repeats an earlier one, half of them with a letter changed.
  private mutating func randomText(letters: Int, count: ClosedRange<Int>) -> [UInt32] {
    let roll = random.next()
    if roll & 7 == 0, !choices.isEmpty {
      for _ in 0..<4 {
        guard
          case .text(var text, let others, _) = choices[Int(random.below(UInt64(choices.count)))],
          count.contains(text.count), letters >= others
        else { continue }
        if roll & 8 == 0, !text.isEmpty {
          text[Int(random.below(UInt64(text.count)))] = UInt32(random.below(UInt64(letters)))
        }
        return text
      }
    }
    return random.text(letters: letters, count: count, size: size)
  }
}
