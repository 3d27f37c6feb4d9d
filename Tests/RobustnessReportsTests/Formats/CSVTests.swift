import RobustnessReports
import Testing

@Suite struct CSVTests {
  @Test func `fields are quoted as RFC 4180 asks`() {
    var table = CSVTable(header: ["a", "b"])
    table.append(["x,y", "say \"hi\""])
    table.append(["line\nbreak", "plain"])
    #expect(
      table.rendered() == "a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"line\nbreak\",plain\r\n")
  }

  @Test func `every row has the header's fields`() {
    let rows = RobustnessReport(SampleRecord.make()).csv.split(separator: "\r\n")
    let fields = Set(rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
    #expect(fields == [13])
    #expect(rows.count > 100)
  }

  @Test func `a figure that is not given says why`() {
    let csv = RobustnessReport(SampleRecord.make()).csv
    #expect(
      csv.contains(
        "messaging-test,first-pass,skill kept,,homophones,oneBest,2 words,asHeard,,,,undefined: the "
          + "interval of the clean skill is not above 0,\r\n"))
    #expect(
      csv.contains(
        "messaging-test,oracle,wer,,homophones,oneBest,2 words,asHeard,0.101,0.095,0.108,share,\r\n"
      )
    )
    #expect(
      csv.contains(
        "messaging-test,lora,wer difference holm p,frozen,,,,,0.004,,,probability,\r\n"))
  }

  @Test func `a figure stands with its interval and condition`() {
    let csv = RobustnessReport(SampleRecord.make()).csv
    #expect(
      csv.contains(
        "messaging-test,lora,nprr,,homophones,oneBest,2 words,asChosen,0.10200000000000001,"
          + "0.07800000000000001,0.126,share,\r\n"))
  }
}
