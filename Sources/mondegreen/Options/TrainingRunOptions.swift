import AdapterEngine
import ArgumentParser

/// What training takes of the machine.
struct TrainingRunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Precision of the products with the encoder's weights, and of the gradients that go back through "
        + "them; everything else is in fp32. Where the processor has instructions for them, bf16 trains "
        + "faster and int8 faster still. Both lead to different weights, the same on every machine.",
      valueName: "precision"))
  var precision = ProductPrecision.single

  @Option(
    help: ArgumentHelp(
      "Memory for activations of layers that don't train (--target 'layer.3.*' trains one), so that they "
        + "are computed once per text. Only speed depends on it.", valueName: "megabytes"))
  var cache = 1_000

  func validate() throws {
    try CountBounds.check("--cache", cache, atLeast: 0, atMost: 1_000_000)
  }
}
