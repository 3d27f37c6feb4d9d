import Artifacts
import Rescoring

/// An identity that is made when first asked for. What it is made from, a model's weights, is kept
/// until then.
final class DeferredIdentity: Sendable {
  private enum State: Sendable {
    case pending(@Sendable () -> ModelIdentity)
    case known(ModelIdentity)
  }

  private let state: Lock<State>

  init(_ make: @escaping @Sendable () -> ModelIdentity) {
    state = Lock(.pending(make))
  }

  var value: ModelIdentity {
    state.withLock { state in
      switch state {
      case .known(let identity): return identity
      case .pending(let make):
        let identity = make()
        state = .known(identity)
        return identity
      }
    }
  }
}
