import Lexicons
import Testing

@Suite struct `Unusual words` {
  @Test(arguments: [
    ("thee", "the"), ("ye", "yee"), ("b", "be"), ("minutes'", "minutes"), ("dog's", "dogs"),
    ("dogs", "dog's"), ("'em", "em"), ("mr", "mister"), ("st", "street"), ("b.", "be"),
    ("uh", "a"), ("ay", "a"), ("hugh", "you"), ("de", "day"), ("cant", "can't"), ("its", "it's"),
    ("thy", "thigh"),
  ])
  func `are letters, clitics, abbreviations, archaic words and their like`(
    candidate: String, word: String
  ) {
    #expect(UnusualWords.isUnusual(candidate, insteadOf: word))
  }

  @Test(arguments: [
    ("their", "there"), ("they're", "there"), ("you're", "your"), ("who's", "whose"), ("a", "uh"),
    ("i", "eye"), ("too", "to"), ("sea", "see"), ("by", "buy"), ("let's", "lettuce"),
    ("o'clock", "clock"), ("we'll", "wheel"), ("rhythm", "rythem"),
  ])
  func `are not those that people write`(candidate: String, word: String) {
    #expect(!UnusualWords.isUnusual(candidate, insteadOf: word))
  }
}
