import Foundation

/// Puts TLS before a server of the loopback, with a certificate that no system knows.
public final class TLSProxy: Sendable {
  /// Python's own library does both ends; a connection is two threads.
  private static let program = """
    import socket, ssl, sys, threading
    folder, port, target = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/certificate.pem", folder + "/key.pem")
    listening = socket.create_server(("127.0.0.1", port))
    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
    def serve(plain):
        try:
            client = context.wrap_socket(plain, server_side=True)
        except OSError:
            return
        server = socket.create_connection(("127.0.0.1", target))
        threading.Thread(target=pump, args=(client, server), daemon=True).start()
        pump(server, client)
    while True:
        threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
    """

  /// Its port on the loopback.
  public let port: Int
  private let process: ServerProcess

  /// The file of the certificate, which is for the name `localhost` alone.
  public var certificate: String { "\(process.folder)/certificate.pem" }

  /// Starts it.
  ///
  /// - Parameter server: The server before which it stands.
  /// - Throws: ``ServerFailure`` when it does not start.
  public init(before server: EmoncmsServer) throws {
    let port = try LoopbackListener().port
    self.port = port
    process = try ServerProcess { folder in
      _ = try Spawning.run([
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", "\(folder)/key.pem", "-out", "\(folder)/certificate.pem",
      ])
      return ["python3", "-c", Self.program, folder, "\(port)", "\(server.port)"]
    }
    try process.wait {
      guard let descriptor = LoopbackListener.connect(to: port) else { return false }
      close(descriptor)
      return true
    }
  }

  deinit { process.stop() }
}
