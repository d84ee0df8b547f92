import Foundation
import Glibc

/// What systemd is told of a service that it started, by its protocol of datagrams (`sd_notify(3)`).
///
/// Nothing is told where nobody listens.
enum ServiceManager {
  /// Half of the time in which the service must be heard of, in seconds; nil where it need not be.
  static var watchdogPeriod: Double? {
    guard let text = Terminal.environment("WATCHDOG_USEC"), let microseconds = Double(text),
      microseconds > 0
    else { return nil }
    return microseconds / 2_000_000
  }

  /// Tells of a state, such as `READY=1`, or of several, a line each.
  static func tell(_ state: String) {
    guard let path = Terminal.environment("NOTIFY_SOCKET"), path.first == "/" || path.first == "@"
    else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    // An abstract socket has a zero where its name is written with an @.
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let length =
      socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2) + socklen_t(name.count)
    let message = Array(state.utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), address, length)
      }
    }
  }
}
