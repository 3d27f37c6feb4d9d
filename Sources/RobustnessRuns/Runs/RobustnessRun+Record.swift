import Transcripts

extension RobustnessRun {
  /// Whether this run, done by that program and command, ends in the record: whether both are made from the same
  /// inputs, models and settings.
  package func makes(_ record: RunRecord, programVersion: String, command: String) -> Bool {
    record.provenance == provenance(programVersion: programVersion, command: command)
      && record.models == modelRecords
      && record.corpora.map(\.name) == corpora.map(\.name)
      && record.corpora.map(\.digest) == corpora.map(\.digest)
  }
}
