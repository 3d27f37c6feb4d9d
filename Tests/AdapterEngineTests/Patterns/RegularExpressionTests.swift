import AdapterEngine
import Testing

/// Regular expressions as Python has them; the expectations are `re.fullmatch`'s.
struct RegularExpressionTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try RegularExpression(pattern).matchesWhole(text)
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), (".", "x"), ("a*", ""), ("a*", "aaa"), ("a+b?", "aa"), ("a|b|cd", "cd"),
    ("(a|b)*c", "ababc"), (#"layer\.\d+\..*"#, "layer.12.x"), ("[abc]+", "cab"), ("[^abc]+", "xyz"),
    ("[a-c0-9_]+", "b7_"), ("[]x]+", "]x"), ("[a-]+", "a-"), ("a{2}", "aa"), ("a{2,}", "aaaa"),
    ("a{,2}", "aa"), ("a{1,3}b", "aaab"), ("a{x}", "a{x}"), ("(?:ab)+?", "abab"),
    ("(?P<name>a)b", "ab"), ("^a$", "a"), (#"\Aa\Z"#, "a"), (#"\bab\b"#, "ab"), ("(?=a)ab", "ab"),
    ("(?!b)ab", "ab"), ("(?!.*layer.0).*query", "x.layer.1.query"), ("a(?#no)b", "ab"),
    (#"\w+\W\w+"#, "one two"), (#"\S\s\S"#, "a b"), ("é|日", "日"), (#"\x41\u00e9"#, "Aé"),
    ("(a*)*", "aaaa"), ("(a|)+b", "aab"), ("a??b", "b"), (".*(?=c)c", "abc"), ("", ""),
    ("(?!(?!a))a", "a"),
  ])
  func `a text that matches`(pattern: String, text: String) throws {
    #expect(try matches(pattern, text))
  }

  @Test(arguments: [
    ("a", ""), ("a", "b"), ("a", "aa"), (".", "\n"), ("a+", ""), ("a|b", "ab"), ("[abc]", "d"),
    ("[^abc]", "a"), (#"\d"#, "x"), ("a{2}", "a"), ("a{2,3}", "aaaa"), ("^a", "ba"),
    (#"a\b"#, "ab"),
    ("(?=b)ab", "ab"), ("(?!a)ab", "ab"), ("(?!.*layer.0).*query", "x.layer.0.query"),
    (#"\."#, "x"), ("a$b", "ab"), ("(?!(?!b))a", "a"),
  ])
  func `a text that does not`(pattern: String, text: String) throws {
    #expect(try !matches(pattern, text))
  }

  @Test(arguments: [
    ("(", "a group without an end"), ("a)", "unbalanced"), ("[a", "a class without an end"),
    ("*a", "nothing to repeat"), ("a**", "a repetition of a repetition"), ("a{3,2}", "at most"),
    (#"(a)\1"#, "backreference"), ("(?<=a)b", "not understood"), ("(?i)a", "not understood"),
    ("a*+", "possessive"), ("\\", "a backslash"), (#"\p"#, "escape"), ("[z-a]", "malformed range"),
    ("a{99999999}", "more than"), (String(repeating: "(", count: 500), "groups"),
    (String(repeating: "(a{999}", count: 9) + String(repeating: "){9}", count: 9), "states"),
  ])
  func `what can't be matched is refused with what it has`(pattern: String, complaint: String) {
    do throws(RegularExpression.PatternError) {
      _ = try RegularExpression(pattern)
      Issue.record("\(pattern) was taken")
    } catch {
      #expect(error.description.contains(complaint), "\(error)")
    }
  }

  // A matcher that backtracks takes minutes and more.
  @Test(arguments: [
    String(repeating: ".*", count: 14) + "b", "(a*)*b", "(a|aa)+b", "(a?){30}a{30}b", "(.*a){20}b",
    "(?!(a*)*b)(a|a)*b",
  ])
  func `no pattern takes longer than the product of its length and the text's`(
    pattern: String
  ) throws {
    let expression = try RegularExpression(pattern)
    let start = ContinuousClock.now
    #expect(!expression.matchesWhole(String(repeating: "a", count: 200)))
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
