import BERTRescoring
import Dispatch
import Foundation

/// Turns ctrl-C into a request to stop at the next checkpoint, for as long as it lives.
final class InterruptSignal {
  private let source: any DispatchSourceSignal

  init(_ flag: CancellationFlag) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(
      signal: SIGINT, queue: DispatchQueue(label: "interrupt"))
    source.setEventHandler { flag.raise() }
    source.resume()
  }

  func stop() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
