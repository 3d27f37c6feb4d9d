import Foundation
import FoundationXML
import Perturbations
import RobustnessReports
import Testing

@Suite struct ReportPageTests {
  private let record = SampleRecord.make()
  private var report: RobustnessReport { RobustnessReport(record) }

  @Test func `the page and the picture are well-formed`() throws {
    let picture = try #require(report.overviewPicture)
    for document in [report.html, picture] {
      let parser = XMLParser(data: Data(document.utf8))
      let isWhole = parser.parse()
      #expect(isWhole, "\(String(describing: parser.parserError)) at line \(parser.lineNumber)")
    }
  }

  @Test func `texts of hypotheses never become markup`() {
    #expect(report.html.contains("over there by the &lt;wire&gt;"))
    #expect(!report.html.contains("<wire>"))
    #expect(report.html.contains("tell &quot;her&quot; &lt;we're&gt; over there &amp; by the weir"))
  }

  @Test func `a counterexample says what may vary in it, and that it is flaky`() {
    let sentence = "“over” may be any other word (12 tried: “&lt;sea&gt;”, “no_one”, …). "
    #expect(report.html.contains("What may vary: </strong>" + sentence))
    #expect(report.html.contains("Hypothesis 2 may be another (7 of 12 tried fail, too)."))
    #expect(report.html.contains("Flaky: asked again, the margin is -0.5."))
    #expect(report.markdown.contains("  - may vary: “over” may be any other word (12 tried"))
    #expect(report.markdown.contains("“\\<sea\\>”, “no\\_one”, …); hypothesis 2 may be another"))
    #expect(report.markdown.contains("  - flaky: asked again, the margin is -0.5"))
  }

  @Test func `the page asks nothing of a network and runs no script`() {
    let html = report.html.replacing("http://www.w3.org/2000/svg", with: "")
    for forbidden in ["http:", "https:", "src=", "<script", "@import", "url("] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.contains("width=device-width"))
    #expect(html.contains("prefers-color-scheme: dark"))
  }

  @Test func `every chart has a title and a description`() {
    let charts = report.html.matches(of: /<svg class="chart"/).count
    #expect(charts >= 9)
    #expect(report.html.matches(of: /<title id=/).count == charts)
    #expect(report.html.matches(of: /<desc id=/).count == charts)
  }

  @Test func `the style means the same to HTML, which reads it raw, and to XML`() throws {
    let style = try #require(report.html.firstMatch(of: /(?s)<style>(.*?)<\/style>/)).1
    #expect(style.contains("font: 17px"))
    #expect(!style.contains("&"))
  }

  @Test func `ids are unique`() {
    let ids = report.html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
  }

  @Test func `every per cent in a table is in the JSON`() throws {
    let known = try figuresInJSON()
    let cells = report.html.matches(of: /<td class="number">(.*?)<\/td>/).map { String($0.1) }
    var strangers: [String] = []
    var seen = 0
    for cell in cells {
      for match in cell.matches(of: /(\d+\.\d+)%/) {
        seen += 1
        if !known.contains(String(match.1)) { strangers.append(cell) }
      }
    }
    #expect(seen > 300)
    #expect(strangers.isEmpty)
  }

  @Test func `each kind of perturbation has a section, and all share a table`() throws {
    let kinds: [PerturbationKind] = [.homophones, .spellingVariants, .reordering]
    let several = RobustnessReport(SampleRecord.make(kinds: kinds))
    for document in [several.html, try #require(several.overviewPicture)] {
      let isWhole = XMLParser(data: Data(document.utf8)).parse()
      #expect(isWhole)
    }
    let ids = several.html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for heading in ["Homophones", "Spelling variants", "Reordering"] {
      #expect(several.html.contains("<h3>\(heading)</h3>"))
    }
    // Both countings of a kind that leaves the words alone are the same.
    #expect(several.html.contains("<figcaption>Whole list perturbed</figcaption>"))
    #expect(!several.html.contains("Whole list perturbed, as"))
    #expect(several.html.contains("Kinds of perturbation"))
    #expect(!report.html.contains("aria-label=\"Kinds of perturbation\""))
    #expect(several.markdown.contains("### spelling variants: N-best perturbed, as chosen"))
    #expect(several.markdown.contains("### reordering: Whole list perturbed\n"))
    #expect(several.markdown.contains("**What do the kinds of perturbation cost?**"))
    #expect(several.csv.contains(",reordering,nBest,,asHeard,"))
  }

  @Test func `the matrix is the first table, with the baselines as its last rows`() throws {
    let tables = report.html.split(separator: "<table")
    let matrix = try #require(tables.dropFirst().first)
    for text in [
      "homophones, 1-best, two words", "homophones, N-best, two words", "random pick", "oracle",
      "skill 0.51 [0.47, 0.55]", "kept 0.73 [0.64, 0.82]", "kept –",
    ] {
      #expect(matrix.contains(text), "\(text)")
    }
    #expect(report.html.contains("– stands where the interval of the clean skill is not above 0."))
    #expect(report.markdown.contains("| random pick | 31.3% (30.2% to 32.5%)<br>skill 0 |"))
    #expect(report.markdown.contains("WER −1.2 pts ["))
  }

  @Test func `every NPRR stands beside its WER, and says what it does not compare`() {
    for document in [report.html, report.markdown] {
      #expect(document.contains("NPRR does not compare models of different clean WER"))
    }
    #expect(report.markdown.contains("+10.2% (+7.8% to +12.6%), WER 19.3%"))
  }

  @Test func `no interval of width 0 is printed`() {
    for document in [report.html, report.markdown] {
      #expect(document.contains("no interval"))
      #expect(!document.contains("0.0% to 0.0%"))
    }
  }

  @Test func `points and per cents don't mix`() {
    let perfect = RobustnessReport(SampleRecord.make(cleanErrors: 0))
    #expect(perfect.markdown.contains("+10.20 pts* (+7.80 to +12.60 pts)"))
  }

  @Test func `spelling variants are counted apart from homophones`() {
    #expect(report.html.contains("<h3>Other spellings of the same word</h3>"))
    #expect(report.markdown.contains("| Spelling kept |"))
    #expect(report.csv.contains("spelling variant discrimination"))
  }

  @Test func `an interval that includes zero says so`() {
    #expect(report.html.contains("−7.1% to +1.1% (includes 0)"))
  }

  @Test func `a clean WER of zero gives marked differences and no ratio`() {
    let perfect = RobustnessReport(SampleRecord.make(cleanErrors: 0))
    #expect(perfect.html.contains("pts*"))
    #expect(
      perfect.html.contains("The clean WER is 0, or is 0 in some resample, so there is no ratio"))
    #expect(perfect.csv.contains(",difference,\r\n"))
  }

  /// Per cents with one decimal, without sign, of every number in the JSON and of the shares that
  /// follow from two counts in it.
  private func figuresInJSON() throws -> Set<String> {
    var figures: Set<String> = []
    func add(_ value: Double) {
      figures.insert(FigureFormat.percent(abs(value)).replacing("%", with: ""))
    }
    func walk(_ value: Any) {
      if let object = value as? [String: Any] {
        for pair in [("changedLists", "lists"), ("replacedWords", "words")] {
          if let part = object[pair.0] as? Double, let whole = object[pair.1] as? Double {
            add(part / whole)
          }
        }
        let kinds = ["substitutions", "deletions", "insertions"]
        let edits = kinds.compactMap { object[$0] as? Double }
        if edits.count == 3, let words = object["referenceWords"] as? Double {
          add(edits.reduce(0, +) / words)
        }
        for child in object.values { walk(child) }
      } else if let array = value as? [Any] {
        for child in array { walk(child) }
      } else if let number = value as? Double {
        add(number)
      }
    }
    walk(try JSONSerialization.jsonObject(with: report.json))
    return figures
  }
}
