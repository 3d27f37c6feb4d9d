import AdapterEngine
public import ArgumentParser
public import BERTRescoring

extension NamedVariant: ExpressibleByArgument {
  /// The variants whose names don't say it all, with their remarks; help lists all names behind them.
  static var overview: String {
    allCases.compactMap { variant in variant.remark.map { "\(variant.name) (\($0))" } }
      .joined(separator: ", ")
  }

  /// The weights of the correlation regularization that variants have unless told otherwise, for the
  /// help; those of 0 are left out.
  static var correlations: String {
    allCases.filter { $0.correlation != 0 }.map { "\($0.correlation) for \($0.name)" }
      .joined(separator: ", ")
  }

  /// The names of the variants that train this adapter.
  static func names(training adapter: any BundledAdapter.Type) -> [String] {
    allCases.filter { $0.adapter == adapter }.map(\.name)
  }
}

extension ArgumentHelp {
  /// The help of an option that only the variants with this adapter have a use for.
  static func of(
    _ adapter: any BundledAdapter.Type, _ text: String, valueName: String? = nil
  ) -> ArgumentHelp {
    let names = NamedVariant.names(training: adapter).joined(separator: ", ")
    return ArgumentHelp("\(names): \(text)", valueName: valueName)
  }
}
