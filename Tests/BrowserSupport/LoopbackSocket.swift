import Foundation

/// Opens connections to ports of this machine.
public enum LoopbackSocket {
  /// A stream to a port of 127.0.0.1, which the caller closes.
  ///
  /// - Parameters:
  ///   - port: The port.
  ///   - patience: Seconds that no byte may come.
  ///   - failure: The error that a call's name makes.
  /// - Returns: The socket's descriptor.
  /// - Throws: That error, of the call that failed.
  public static func connected(
    to port: UInt16, patience: Int, failure: (String) -> any Error
  ) throws -> Int32 {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw failure("socket") }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      let error = failure("connect")
      close(socket)
      throw error
    }
    return socket
  }
}
