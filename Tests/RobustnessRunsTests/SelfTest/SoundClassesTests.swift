import Perturbations
import RobustnessRuns
import SmallWorlds
import Testing

@Suite struct `Sound classes` {
  @Test func `are closed both ways, although candidates lead one way`() {
    let candidates = HomophoneCandidates { ["weir": ["we're"], "wier": ["weir"]][$0] ?? [] }
    let sounds = SoundClasses(of: ["wier", "we're", "other"], candidates: candidates)
    #expect(sounds.representative(of: "wier") == "we're")
    #expect(sounds.representative(of: "weir") == "we're")
    #expect(sounds.representative(of: "we're") == "we're")
    #expect(sounds.representative(of: "other") == "other")
  }

  @Test func `have one representative for all words that sound the same`() {
    for word in ["they're", "there", "their"] {
      #expect(SmallWorld.sounds.representative(of: word) == "their")
    }
    #expect(SmallWorld.sounds.representative(of: "hello") == "hello")
  }

  @Test func `unknown words stand for themselves`() {
    #expect(SmallWorld.sounds.representative(of: "blorptic") == "blorptic")
  }
}
