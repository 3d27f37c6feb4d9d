import Robustness
import RobustnessRuns
import Transcripts

/// Says before work begins which texts are longer than a model reads.
enum CutNotices {
  static func show(_ models: [SecondPass], in corpora: [PreparedCorpus]) {
    for corpus in corpora {
      for secondPass in models {
        guard let cut = CutTexts(of: secondPass.model, in: corpus) else { continue }
        Terminal.complain("\(corpus.corpus.name): \(secondPass.name) \(cut.description)")
      }
    }
  }
}
