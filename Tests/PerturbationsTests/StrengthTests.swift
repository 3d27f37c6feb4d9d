import Foundation
import Perturbations
import Testing

@Suite struct `Strengths` {
  @Test(arguments: [
    (Strength.words(2), 5, 2), (.words(3), 2, 2), (.words(0), 4, 0), (.words(-1), 4, 0),
    (.share(0.5), 4, 2), (.share(0.1), 4, 1), (.share(0), 4, 0), (.share(2), 4, 4),
    (.share(0.5), 0, 0),
  ])
  func `counts words among those that can change`(
    strength: Strength, changeable: Int, expected: Int
  ) {
    #expect(strength.count(of: changeable) == expected)
  }

  @Test(arguments: [(Strength.words(2), #"{"words":2}"#), (.share(0.25), #"{"share":0.25}"#)])
  func `is an object in JSON`(strength: Strength, json: String) throws {
    #expect(String(decoding: try JSONEncoder().encode(strength), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(Strength.self, from: Data(json.utf8)) == strength)
  }

  @Test func `reads as words`() {
    #expect(Strength.words(1).description == "1 word")
    #expect(Strength.words(3).description == "3 words")
    #expect(Strength.share(0.25).description == "25.0 % of words")
  }
}
