import AdapterEngine
import Foundation
import Testing

/// What `Tests/Goldens/adapters.py` recorded, by the list of bundled adapters.
enum AdapterGoldens {
  /// Further settings of LoRA.
  private static let settings = ["embeddings", "rslora", "mixed"]

  /// Names of what is stored in folders before and after training.
  static let stored =
    recorded.filter { isReadAsItself($0) }.map { $0.variantName } + settings

  /// Adapters that are stored as others and have a record of their training alone.
  static let attached = recorded.filter { !isReadAsItself($0) }

  static func folder(_ name: String) -> String { Goldens.path("adapters/" + name) }

  /// The files that the script writes for an adapter.
  static func files(of adapter: any BundledAdapter.Type) -> [String] {
    let folders = isReadAsItself(adapter) ? ["start", "end"] : []
    return ["record.safetensors"]
      + folders.flatMap {
        [$0 + "/adapter_config.json", $0 + "/adapter_model.safetensors", $0 + "/rescoring.json"]
      }
  }

  /// Those of ``files(of:)`` that are not there.
  static func missingFiles(of adapter: any BundledAdapter.Type) -> [String] {
    files(of: adapter).filter {
      !FileManager.default.fileExists(atPath: folder(adapter.variantName + "/" + $0))
    }
  }

  private static var recorded: [any BundledAdapter.Type] {
    BundledAdapters.all.filter { missingFiles(of: $0).isEmpty }
  }

  private static func isReadAsItself(_ adapter: any BundledAdapter.Type) -> Bool {
    adapter.reader == adapter
  }
}

struct AdapterGoldensTests {
  @Test(arguments: BundledAdapters.all)
  func `an adapter has its golden, or says why there can be none`(
    adapter: any BundledAdapter.Type
  ) {
    let missing = AdapterGoldens.missingFiles(of: adapter)
    if let reason = adapter.reasonForNoGolden {
      #expect(!reason.isEmpty)
      #expect(
        missing == AdapterGoldens.files(of: adapter),
        "\(adapter) has a golden: remove its reasonForNoGolden")
    } else {
      #expect(
        missing.isEmpty,
        """
        \(adapter) has no golden: \(AdapterGoldens.folder(adapter.variantName)) lacks \
        \(missing.joined(separator: ", ")). Add the method to Tests/Goldens/adapters.py and run that \
        script, or give the reason why neither PEFT nor PyTorch has it as \
        \(adapter).reasonForNoGolden.
        """)
    }
  }
}
