import BERTRescoring
import Foundation
import Transcripts

/// What stands behind `likelihood:` in a model's name: a folder, and after a question mark the form of the texts that
/// the model is shown, `likelihood:FOLDER?text-form=written`.
struct LikelihoodReference {
  /// A folder, or `base`.
  let folder: String
  let textForm: TextForm

  private static let option = "text-form"

  /// - Throws: a ``CommandFailure`` of bad usage.
  init(_ text: String) throws {
    // A folder whose name has a question mark or a percent sign in it.
    if FileManager.default.fileExists(atPath: text) {
      (folder, textForm) = (text, .spoken)
      return
    }
    let reference = try QueriedReference(text, scheme: .likelihood, known: [Self.option])
    folder = reference.target
    guard let form = reference.options.first?.value else {
      textForm = .spoken
      return
    }
    guard let known = TextForm(rawValue: form) else {
      throw CommandFailure(
        .badUsage,
        "--model likelihood:\(folder): expected text-form=spoken or text-form=written, found "
          + "\"\(form)\"" + Suggestions.question(form, in: ["spoken", "written"]))
    }
    textForm = known
  }
}
