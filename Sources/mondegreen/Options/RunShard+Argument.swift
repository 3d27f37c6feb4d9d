public import ArgumentParser
public import RobustnessRuns

extension RunShard: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
