/// Infused adapter by inhibiting and amplifying inner activations (Liu et al. 2022, arXiv 2205.05638): a
/// vector that multiplies a layer's outputs, or a feed-forward layer's inputs. Read from PEFT's folders, not
/// trained here.
public struct IA3: StoredDelta {
  /// The configuration, which is empty, since the shapes of the tensors say everything: `[1,
  /// inputs]` for feed-forward layers, else `[outputs, 1]`.
  public struct Configuration: Codable, Hashable, Sendable {
    public init() {}
    public init(from decoder: any Decoder) {}
    public func encode(to encoder: any Encoder) {}
  }

  public static let method = "IA3"
  public let configuration: Configuration

  public init(_ configuration: Configuration) { self.configuration = configuration }

  public var description: String { "(IA)³" }

  private static let part = "ia3_l"

  public func merged(
    _ base: Tensor, module: String, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor {
    let name = names(Self.part)
    if file.shape(of: name) == [1, base.columns], base.columns > 1 {
      return base.scalingColumns(by: try file.tensor(name))
    }
    return base.scalingRows(by: try file.tensor(name, rows: base.rows, columns: 1))
  }

  public func mergedBias(
    _ bias: Tensor, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor {
    let name = names(Self.part)
    guard file.shape(of: name) == [bias.columns, 1] else { return bias }
    return bias.scalingColumns(by: try file.tensor(name))
  }
}
