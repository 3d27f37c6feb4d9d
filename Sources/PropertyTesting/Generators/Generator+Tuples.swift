/// A value of each of `parts`, drawn in their order.
public func tuples<each Part>(
  of parts: repeat Generator<each Part>
) -> Generator<(repeat each Part)> {
  Generator.ifPossible({ source in
    var isPossible = true
    func part<Drawn>(_ generator: Generator<Drawn>) -> Drawn? {
      guard isPossible, let value = generator.drawIfPossible(from: &source) else {
        isPossible = false
        return nil
      }
      return value
    }
    let drawn = (repeat part(each parts))
    guard isPossible else { return nil }
    return (repeat (each drawn)!)
  }) { values, encoder throws(ChoiceEncodingError) in
    repeat try (each parts).encode(each values, into: &encoder)
  }
}
