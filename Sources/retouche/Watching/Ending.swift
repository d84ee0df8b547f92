import Glibc

/// The request to end, by SIGTERM or SIGINT, kept until the work under way is done.
final class Ending {
  private var signals = sigset_t()

  /// From here on the signals wait for ``wait(_:)``.
  init() {
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for some seconds, or until the program is asked to end.
  ///
  /// - Parameter seconds: How long.
  /// - Returns: Whether it is asked to end.
  func wait(_ seconds: Double) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let rest = max(0, (deadline - .now) / .seconds(1))
      var limit = timespec(tv_sec: Int(rest), tv_nsec: Int((rest - rest.rounded(.down)) * 1e9))
      if sigtimedwait(&signals, nil, &limit) > 0 { return true }
      guard errno == EINTR else { return false }
    }
  }
}
