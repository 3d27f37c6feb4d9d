/// A value of each of `parts`, drawn in their order.
public func tuples<each Part>(
  of parts: repeat Generator<each Part>
) -> Generator<(repeat each Part)> {
  Generator { source in
    (repeat (each parts).draw(from: &source))
  } encode: { values, encoder throws(ChoiceEncodingError) in
    repeat try (each parts).encode(each values, into: &encoder)
  }
}
