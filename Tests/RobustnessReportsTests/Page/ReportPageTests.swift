import Foundation
import FoundationXML
import Perturbations
import RobustnessReports
import RobustnessRuns
import Testing

@Suite struct ReportPageTests {
  private let record = SampleRecord.make()
  private var report: RobustnessReport { RobustnessReport(record) }
  private var browsable: String { report.page(browsing: Self.moved) }

  private static let moved = [
    MovedChoice(
      corpus: "messaging-test", utterance: "m-0042", model: "lora",
      condition: PerturbationCondition(
        perturbation: "homophones", scope: .nBest, strength: .words(2)), draw: 1,
      reference: SampleRecord.awkward, clean: "over there", perturbed: "over their",
      staying: "over thee", addedErrors: 1)
  ]

  @Test func `the page and the picture are well-formed`() throws {
    let picture = try #require(report.overviewPicture)
    for document in [report.html, browsable, picture] {
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
    #expect(
      report.html.contains("Replacing hypothesis 2 by another text also fails (7 of 12 tried)."))
    #expect(report.html.contains("Flaky: asked again, the margin is -0.5."))
    #expect(report.markdown.contains("  - flaky: asked again, the margin is -0.5"))
  }

  @Test func `the page asks nothing of a network, and its scripts are its own`() throws {
    let html = browsable.replacing("http://www.w3.org/2000/svg", with: "")
    for forbidden in ["http:", "https:", "src=", "@import", "url(", "fetch(", "eval(", "innerHTML"]
    {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    let scripts = html.matches(of: /(?s)<script>(.*?)<\/script>/).map { String($0.1) }
    #expect(scripts.count == 2)
    // Nothing of the record gets into a script.
    let other = RobustnessReport(SampleRecord.make(kinds: [.reordering]))
      .page(browsing: Self.moved)
    for script in scripts { #expect(other.contains(script)) }
    #expect(html.contains("width=device-width"))
    #expect(html.contains("prefers-color-scheme: dark"))
  }

  @Test func `without scripts there is no button, and what can't be browsed is named`() throws {
    let body = browsable.replacing(/(?s)<script.*?<\/script>/, with: "")
    let buttons = body.matches(of: /<button/).count
    // Those two stand in a box that scripts show.
    #expect(buttons == 2)
    #expect(body.contains("id=\"moved-pager\" class=\"pager\" hidden=\"hidden\""))
    #expect(body.contains("<form id=\"moved-controls\" class=\"controls\" hidden=\"hidden\""))
    #expect(body.contains("<noscript>"))
    #expect(!report.html.contains("id=\"moved\""))
  }

  @Test func `the first screen is a sentence and the matrix`() throws {
    let html = report.html
    let main = try #require(html.firstRange(of: "<main>"))
    let matrix = try #require(html.firstRange(of: "<section id=\"matrix\""))
    let between = html[main.upperBound..<matrix.lowerBound]
    #expect(between.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
    let lead = try #require(html.firstMatch(of: /<p class="lead">(.*?)<\/p>/)).1
    #expect(
      lead
        == "With two words of every hypothesis replaced (homophones), <b class=\"model\">lora</b>"
        + ", the rescorer with the lowest clean WER here, goes from a WER of 14.9% to 26.3% "
        + "[25.0, 27.6], the first pass from 17.5% to 31.8%, and the best possible choice from "
        + "10.1% to 10.1%; <b class=\"model\">lora</b> keeps 0.79 [0.70, 0.88] of its skill.")
    var order: [String] = []
    for match in html.matches(of: /<section id="([a-z]+)"/) { order.append(String(match.1)) }
    #expect(
      order == [
        "matrix", "counterexamples", "degradation", "contrasts", "overview", "homophones",
        "domains", "properties", "made",
      ])
  }

  @Test func `each failure has a command that replays a file beside the report`() throws {
    #expect(
      report.html.contains(
        "<code>mondegreen replay fixtures/rank-stability-lora-3f2a.json</code>"))
    #expect(report.markdown.contains("`mondegreen replay fixtures/rank-stability-lora-3f2a.json`"))
  }

  @Test func `a failure shows the lists before shrinking, with their choices`() throws {
    let html = report.html
    let details = try #require(
      html.firstMatch(of: /(?s)<summary>Before shrinking: 3 hypotheses<\/summary>(.*?)<\/details>/)
    ).1
    #expect(details.contains("▸ and over there by the weir"))
    #expect(details.contains("and over <del>there</del> <ins>their</ins> by the weir"))
  }

  @Test func `every chart has a title and a description`() {
    let charts = report.html.matches(of: /<svg class="chart"/).count
    #expect(charts >= 11)
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
    #expect(several.html.contains("<figcaption>NPRR, Whole list perturbed</figcaption>"))
    #expect(!several.html.contains("Whole list perturbed, as"))
    #expect(several.html.contains("Kinds of perturbation"))
    #expect(!report.html.contains("aria-label=\"Kinds of perturbation\""))
    #expect(several.html.contains("What do the kinds of perturbation cost?"))
    #expect(several.markdown.contains("| reordering |"))
    #expect(several.csv.contains(",reordering,nBest,,asHeard,"))
  }

  @Test func `the matrix is the first table, with the baselines as its last rows`() throws {
    let tables = report.html.split(separator: "<table")
    let matrix = try #require(tables.dropFirst().first)
    for text in [
      "homophones, <span class=\"whole\">1-best,</span> <span class=\"whole\">two words</span>",
      "homophones, <span class=\"whole\">N-best,</span> <span class=\"whole\">two words</span>",
      "random pick",
      "oracle", "skill 0.51, kept 0.73", "skill 0.41, kept –", "tbody class=\"foot\"",
    ] {
      #expect(matrix.contains(text), "\(text)")
    }
    #expect(report.html.contains("– means that the interval of the clean skill is not above 0."))
    #expect(report.markdown.contains("| random pick | 31.3% [30.2, 32.5]<br>skill 0 |"))
    // What the columns' perturbation does, for somebody who didn't choose it.
    let meaning =
      "Homophones: words that sound the same are written instead, plausible ones more often."
    #expect(report.markdown.contains(meaning) && report.html.contains(meaning))
    #expect(report.markdown.contains("WER −1.2 pts ["))
  }

  @Test func `every NPRR stands beside its WER, and says what it does not compare`() {
    #expect(report.html.contains("to compare models with different clean WERs"))
    #expect(!report.markdown.contains("NPRR"))
  }

  @Test func `Markdown fits into a pull request, however many failures and models there are`() {
    let many = RunRecord(
      provenance: record.provenance, models: record.models, corpora: record.corpora,
      counterexamples: Array(repeating: SampleRecord.counterexample, count: 300))
    let text = RobustnessReport(many).markdown
    #expect(text.utf8.count < 10_000)
    #expect(text.contains("- 295 more in `report.html`"))
    #expect(text.contains("over **their** by the \\<wire\\>"))
  }

  @Test func `no interval of width 0 is printed`() {
    #expect(report.html.contains("no interval"))
    for document in [report.html, report.markdown] {
      #expect(!document.contains("0.0% to 0.0%") && !document.contains("[0.0, 0.0]"))
    }
  }

  @Test func `points and per cents don't mix`() {
    let perfect = RobustnessReport(SampleRecord.make(cleanErrors: 0))
    #expect(perfect.html.contains("+10.20 pts*"))
    #expect(perfect.html.contains("+7.80 to +12.60 pts"))
  }

  @Test func `spelling variants are counted apart from homophones`() {
    #expect(report.html.contains("Keeps the reference's spelling"))
    #expect(report.html.contains("aria-label=\"Spellings that models prefer\""))
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
        let shares = [
          ("changedLists", "lists"), ("replacedWords", "words"), ("changeableWords", "words"),
        ]
        for pair in shares {
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
