/// The titles under which help lists options. A command's groups stand in the order of its declarations, those of
/// every day first.
enum OptionTitle {
  static let everyday = "Everyday options"
  static let lists = "How lists are read"
  static let perturbation = "Perturbation"
  static let lexicon = "Lexicon"
  static let properties = "Properties"
  static let counterexamples = "Counterexamples"
  static let statistics = "Sampling and statistics"
  static let output = "More output"
  static let running = "Running"
}
