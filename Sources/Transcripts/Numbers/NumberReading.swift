/// What a number in a text means, whichever way it is written or said.
package enum NumberReading: Hashable, Sendable {
  /// A number that counts: 75, −5, 3.5.
  case amount(Amount)
  /// A year: 1984.
  case year(Int)
  /// Ten years: the 1980s, or the 80s for 80.
  case decade(Int)
  /// An ordinal number, such as the 21st.
  case ordinal(Int)
  /// Digits said one by one, such as 5551212.
  case digits(String)
  /// A time of day, with "am" or "pm" or nothing.
  case time(hour: Int, minute: Int, half: String?)
  case percent(Amount)
  case money(Amount, Currency)
  /// 2/3, or 2 1/2 with a whole.
  case fraction(whole: Int?, numerator: Int, denominator: Int)
  /// A day of a month, which is named as the text names it.
  case date(day: Int, month: String, year: Int?, isDayFirst: Bool)
  /// A square or a cube, such as 10² and 10³.
  case power(Int, exponent: Int)
  /// A phrase that is written in one way and said in another, such as "24/7".
  case idiom(written: String, spoken: String)

  /// A number with its sign, decimals and scale.
  package struct Amount: Hashable, Sendable {
    var isNegative = false
    var whole: Int
    /// The digits behind the decimal mark.
    var decimals = ""
    /// A scale that stays a word: "million" in "2.5 million".
    var scale: String?

    init(_ whole: Int, decimals: String = "", isNegative: Bool = false, scale: String? = nil) {
      self.whole = whole
      self.decimals = decimals
      self.isNegative = isNegative
      self.scale = scale
    }

    /// The whole number; nil if there is more to it.
    var plain: Int? { decimals.isEmpty && !isNegative && scale == nil ? whole : nil }
  }

  /// A currency that texts name by a sign.
  package enum Currency: String, Hashable, Sendable, CaseIterable {
    case dollar = "$"
    case pound = "£"
    case euro = "€"
    case yen = "¥"
    case rupee = "₹"
  }
}
