import BERTRescoring
import Foundation
import Rescoring
import RobustnessReports

/// Says on standard error how a rescorer's training goes.
struct TrainingProgress {
  let steps: Int
  private let line = ProgressLine()

  init(steps: Int) {
    self.steps = steps
  }

  func show(_ progress: RescorerTraining.Progress) {
    switch progress {
    case .beginning(let share): note(text(share))
    case .reusing(let layers):
      note("the lowest \(layers) layers are frozen: they are computed once per text")
    case .resuming(let step): note("resuming at the checkpoint of step \(step)")
    case .checkpoint(let step): note("step \(step): checkpoint saved")
    case .step(let entry):
      let pace = "loss \(decimal(entry.loss, 4)), \(decimal(entry.tokensPerSecond, 0)) tokens/s"
      line.update("training", done: entry.step, of: steps, detail: pace)
      if let dev = entry.dev {
        let rates = dev.map { Percent.text($0.wordErrorRate) }
        note("step \(entry.step): WER \(rates.joined(separator: ", ")) on the development lists")
      }
    }
  }

  /// Ends the bar where early stopping leaves it half-way.
  func finish() { line.finish() }

  private func text(_ share: TrainableShare) -> String {
    let (trained, all) = (FigureFormat.count(share.variant), FigureFormat.count(share.pretrained))
    let head = share.head == 0 ? "" : ", and \(FigureFormat.count(share.head)) of the scoring head"
    let percent = decimal(100 * share.share, 3)
    return "training \(trained) of \(all) pre-trained parameters (\(percent)%)" + head
  }

  private func note(_ text: String) {
    line.finish()
    Terminal.note(text)
  }

  private func decimal(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
