import Glibc

/// A listening socket of 127.0.0.1, on a port that the system chooses.
struct ServedSocket: Sendable {
  let descriptor: Int32
  let port: UInt16

  init() throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw ServerFailure("socket: \(String(cString: strerror(errno)))") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, length) == 0 && listen(socket, 64) == 0
          && getsockname(socket, address, &length) == 0
      }
    }
    guard status else {
      let code = errno
      close(socket)
      throw ServerFailure("listen: \(String(cString: strerror(code)))")
    }
    descriptor = socket
    port = UInt16(bigEndian: address.sin_port)
  }
}
