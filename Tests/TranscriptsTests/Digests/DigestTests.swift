import Testing
import Transcripts

@Suite struct Digests {
  @Test func `a digest is what sha256sum prints`() {
    // FIPS 180-2, appendix B.1.
    #expect(
      Digest.sha256(of: "abc").hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Digest.sha256(of: "").hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
