import BERTRescoring
import Foundation

/// Says on standard error how a rescorer's training goes.
struct TrainingProgress {
  let steps: Int

  func show(_ progress: RescorerTraining.Progress) {
    switch progress {
    case .resuming(let step): note("resuming after step \(step)")
    case .checkpoint(let step): note("checkpoint at step \(step)")
    case .step(let entry):
      let dev = entry.dev.map { "  dev WER \(Percent.text($0.wordErrorRate))" } ?? ""
      note(
        String(
          format: "step %d/%d  loss %.4f%@  %.0f tokens/s", entry.step, steps, entry.loss, dev,
          entry.tokensPerSecond))
    }
  }

  private func note(_ line: String) { Terminal.writeToStandardError(line + "\n") }
}
