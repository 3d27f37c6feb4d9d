extension Alphabet {
  /// The letters of these Unicode general categories, in the order of their code points: ASCII is the
  /// simplest.
  ///
  ///     let symbols = Generator<String>.text(of: .unicode(.mathSymbol, .currencySymbol))
  ///
  /// - Parameters:
  ///   - categories: those whose letters there are.
  ///   - limit: code points above it are left out; by default those beyond the basic plane.
  public static func unicode(
    _ categories: Unicode.GeneralCategory..., upTo limit: Unicode.Scalar = "\u{FFFF}"
  ) -> Alphabet {
    let wanted = Set(categories)
    return Alphabet(
      (0...limit.value).lazy.compactMap(Unicode.Scalar.init).filter {
        wanted.contains($0.properties.generalCategory)
      })
  }

  /// Every code point up to `limit`: small letters first, then printable ASCII, then by number.
  public static func unicode(upTo limit: Unicode.Scalar) -> Alphabet {
    ascii + Alphabet((0...limit.value).lazy.compactMap(Unicode.Scalar.init))
  }
}
