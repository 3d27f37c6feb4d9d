import Testing
import Transcripts

@Suite struct `GLM files` {
  private func mapping(_ text: String) throws -> GlobalMapping {
    try GlobalMapping(text, path: "rules.glm")
  }

  private let rules = """
    ;; How they begin
    * name "rules.glm"
    * desc "Some rules"
    * format = 'NIST1'
    * max_nrules = '2500'
    * copy_no_hit = 'T'
    * case_sensitive = 'F'

    UH-HUH   =>  %BCACK     / [ ] __ [ ] ;; affirmative token
    UH       =>  %HESITATION / [ ] __ [ ]
    UM       =>  %HESITATION / [ ] __ [ ]
    AIN'T    => [ARE NOT] / [ ] __ [ ]
    'CAUSE   => BECAUSE ;; anywhere
    GONNA    => GOING TO
    ADVISER  => ADVISOR / [ ] __
    BINYAMIN => BENJAMIN / __ [ NETANYAHU]
    FALKNER  => FAULKNER / [WILLIAM ] __
    [HE'S]   => [{HE IS / HE HAS}] / [ ] __ [ ]
    ST.      => SAINT
    " OK "   => " OKAY "
    """

  @Test(arguments: [
    ("um uh yes", "%HESITATION %HESITATION yes"), ("humdrum", "humdrum"), ("uh-huh", "%BCACK"),
    ("they ain't gonna", "they ARE NOT GOING TO"), ("'cause", "BECAUSE"),
    // Left contexts count, and what is behind is free.
    ("an advisery adviser", "an ADVISORy ADVISOR"), ("coadviser", "coadviser"),
    ("Binyamin Netanyahu met Binyamin", "BENJAMIN Netanyahu met Binyamin"),
    ("william falkner or falkner", "william FAULKNER or falkner"),
    ("he's in St. Paul", "HE IS in SAINT Paul"), ("ok", "OKAY"), ("it is ok now", "it is OKAY now"),
    ("", ""), ("  plain   words ", "plain words"),
  ])
  func `rules are applied once from the left, between their contexts`(
    text: String, mapped: String
  ) throws {
    #expect(try mapping(rules).apply(to: text) == mapped)
  }

  @Test func `the first rule of the file counts, and what it wrote is not looked at again`() throws
  {
    let rules = try mapping("* case_sensitive = 'T'\nA => B\nAB => C\nB => D\n")
    #expect(rules.count == 3)
    #expect(rules.apply(to: "AB a") == "BD a")
  }

  @Test func `a line that is no rule is an error that says where`() {
    #expect(
      throws: GlobalMappingError.malformedRule(path: "rules.glm", line: 2, found: "UH HESITATION")
    ) { try mapping(";; two\nUH HESITATION\n") }
    #expect(
      throws: GlobalMappingError.unknownFormat(path: "rules.glm", line: 1, found: "NIST2")
    ) { try mapping("* format = 'NIST2'\n") }
    #expect(throws: GlobalMappingError.malformedRule(path: "rules.glm", line: 1, found: "=> X")) {
      try mapping("=> X")
    }
  }

  @Test func `words are compared after the rules`() throws {
    var normalizer = TextNormalizer()
    normalizer.mapping = try mapping(rules)
    func edits(_ reference: String, _ hypothesis: String) -> Int {
      WordErrorRate(reference: reference, hypothesis: hypothesis, normalizer: normalizer).edits
    }
    #expect(edits("Um, they ain't.", "uh they are not") == 0)
    #expect(edits("He's here.", "he is here") == 0)
    #expect(edits("here", "there") == 1)
    #expect(normalizer.name.hasPrefix("basic, after rules.glm ("))
    #expect(normalizer.forTexts.normalize("He's here.") == "He's here.")
  }
}
