public import AdapterEngine
public import ArgumentParser

extension ProductPrecision: ExpressibleByArgument {}

/// How exactly the bundled engine computes.
struct PrecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Precision of the linear layers of bundled models and folders: fp32, bf16 or int8. The two "
        + "lower ones score faster where the processor has instructions for them, and a little "
        + "differently; results are the same on every machine all the same.",
      valueName: "precision"))
  var precision = ProductPrecision.single
}
