import Artifacts
import Rescoring
import Transcripts

/// A model that answers what it is told to.
struct StubModel: RescoringModel {
  let identity = ModelIdentity(name: "stub", summary: "", digest: .sha256(of: "stub"))
  var scoresEachTextAlone = false
  let answer: @Sendable ([NBestList]) throws(RescoringError) -> [[Double]]

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] { try answer(lists) }
}

func list(_ texts: String...) -> NBestList {
  NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })
}
