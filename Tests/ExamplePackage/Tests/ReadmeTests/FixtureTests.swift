import BundledLexicons
import MondegreenTesting
import Perturbations
import Testing

@Test(arguments: try fixtures(in: fixtureFolder()))
func `fixed bugs stay fixed`(fixture: FixtureCase) throws {
  try expectHolds(
    fixture, for: MyRescorer(), kit: PerturbationKit(try BundledLexicon.homophones()))
}
