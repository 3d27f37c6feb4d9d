public import AdapterEngine
public import ArgumentParser

extension ProductPrecision: ExpressibleByArgument {}

/// How exactly the bundled engine computes.
struct PrecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Precision of the linear layers of bundled models and folders. The two lower ones are faster where "
        + "the processor has instructions for them and give slightly different scores, which are still the "
        + "same on every machine.",
      valueName: "precision"))
  var precision = ProductPrecision.single
}
