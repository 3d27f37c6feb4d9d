import Foundation

// The figures that PropertyTesting is held to:
//   swift run -c release PropertyBenchmarks challenges [SEEDS]
//   swift run -c release PropertyBenchmarks problems [SEEDS]
//   swift run -c release PropertyBenchmarks overhead
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.dropFirst().first.map { Int($0) }) {
case ("challenges", nil): ChallengeTable.print(seeds: 100)
case ("challenges", let seeds??) where seeds > 0: ChallengeTable.print(seeds: seeds)
case ("problems", nil): ChallengeTable.printProblems(seeds: 30)
case ("problems", let seeds??) where seeds > 0: ChallengeTable.printProblems(seeds: seeds)
case ("overhead", nil): Overhead.print(cases: 50_000, repetitions: 7)
default:
  FileHandle.standardError.write(
    Data("usage: PropertyBenchmarks challenges [SEEDS] | problems [SEEDS] | overhead\n".utf8))
  exit(64)
}
