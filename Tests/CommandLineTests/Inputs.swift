/// Small inputs, right and wrong.
enum Inputs {
  private static let sentences = [
    ("tell her we're over there by the weir", "tell her were over their by the weir"),
    ("their house is right by the sea", "there house is write by the see"),
    ("i would like two more please", "i wood like to more please"),
    ("meet me here at eight", "meat me hear at ate"),
    ("the whole team won the game", "the hole team one the game"),
  ]

  /// A corpus of `count` utterances with two hypotheses each.
  static func corpus(_ count: Int = 15) -> String {
    (0..<count).map { index in
      let (said, heard) = sentences[index % sentences.count]
      return line(
        id: "u-\(index)", said: said,
        hypotheses: [
          hypothesis(heard, total: "\(300 + index).25"),
          hypothesis(said, total: "\(302 + index).5"),
        ])
    }.joined()
  }

  static func line(id: String, said: String, hypotheses: [String]) -> String {
    "{\"version\":1,\"id\":\"\(id)\",\"reference\":\"\(said)\",\"hypotheses\":["
      + hypotheses.joined(separator: ",") + "]}\n"
  }

  static func hypothesis(_ text: String, total: String) -> String {
    "{\"text\":\"\(text)\",\"total\":\(total)}"
  }

  /// A lexicon of a few homophones, in Kaldi's format.
  static let lexicon = """
    there DH EH R
    their DH EH R
    sea S IY
    see S IY
    two T UW
    to T UW
    right R AY T
    write R AY T
    here HH IY R
    hear HH IY R

    """

  static let frequencies = "there\t900\ntheir\t800\nsea\t200\nsee\t300\ntwo\t400\nto\t5000\n"

  /// A model as a shell script: a text costs its length. Answers after `pause` seconds.
  static func scorer(pause: String = "0") -> String {
    """
    while IFS= read -r line; do
      body=${line#*[}
      body=${body%]*}
      costs=
      IFS=,
      for text in $body; do costs="$costs${costs:+,}${#text}"; done
      sleep \(pause)
      printf '{"costs":[%s]}\\n' "$costs"
    done

    """
  }
}
