/// What configurations in files may ask for: far more than models have, and little enough to be counted with.
public enum AdapterLimits {
  /// The highest rank, width of a bottleneck or length of a prefix.
  public static let rank = 65_536
  /// The most optimizer steps.
  public static let steps = 1 << 40
}
