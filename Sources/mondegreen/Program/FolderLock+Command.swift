import Artifacts

extension FolderLock.Holder {
  /// This process, by its command line.
  static var thisCommand: FolderLock.Holder {
    .current(
      command: Terminal.printable(
        CommandLineRecord.text()))
  }
}
