import Foundation
import Synchronization

/// Stands between a browser and a web server, notes what is asked, and loses what it is told to.
public final class RequestGate: Sendable {
  /// What becomes of a request.
  public enum Loss: Sendable, Hashable, CaseIterable {
    /// It never reaches the server.
    case request
    /// It is carried out, and its answer never comes.
    case answer
  }

  private struct Rule {
    let loss: Loss
    let path: String
    /// How many requests of the path pass before.
    var passing: Int
    let staysDown: Bool
  }

  private struct State {
    var requests: [ServedRequest] = []
    var rule: Rule?
    var hasLost = false
    var isDown = false
    var connections: Set<Int32> = []
    var isStopped = false
  }

  private let socket: ServedSocket
  private let server: Int
  private let state = Mutex(State())

  /// The port to connect to.
  public var port: Int { Int(socket.port) }
  /// All requests so far, the lost ones too.
  public var requests: [ServedRequest] { state.withLock { $0.requests } }
  /// Whether something was lost since it was last told to lose something.
  public var hasLost: Bool { state.withLock { $0.hasLost } }

  /// - Parameter server: The port of the server.
  /// - Throws: ``ServerFailure`` when no port is to be had.
  public init(to server: Int) throws {
    self.server = server
    socket = try ServedSocket()
    Thread.detachNewThread { [self] in accept() }
  }

  /// Loses one request to come, or its answer.
  ///
  /// - Parameters:
  ///   - loss: What is lost.
  ///   - path: The path of the request, such as `feed/upload.json`.
  ///   - passing: How many requests of the path pass before.
  ///   - staysDown: Whether no request passes afterwards, until ``restore()``.
  public func lose(
    _ loss: Loss, of path: String, passing: Int = 0, staysDown: Bool = false
  ) {
    state.withLock { state in
      state.rule = Rule(loss: loss, path: path, passing: passing, staysDown: staysDown)
      state.hasLost = false
    }
  }

  /// Lets nothing pass, until ``restore()``.
  public func close() { state.withLock { $0.isDown = true } }

  /// Lets everything pass again.
  public func restore() {
    state.withLock { state in
      state.rule = nil
      state.isDown = false
    }
  }

  /// Forgets what was asked.
  public func forget() { state.withLock { $0.requests = [] } }

  /// Ends it. No connection can be made afterwards.
  public func stop() {
    let connections = state.withLock { state in
      state.isStopped = true
      return state.connections
    }
    for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    shutdown(socket.descriptor, Int32(SHUT_RDWR))
  }

  private func accept() {
    while true {
      let client = Foundation.accept(socket.descriptor, nil, nil)
      guard client >= 0 else { break }
      let isStopped = state.withLock { state in
        state.connections.insert(client)
        return state.isStopped
      }
      if isStopped { shutdown(client, Int32(SHUT_RDWR)) }
      Thread.detachNewThread { [self] in
        pass(client)
        _ = state.withLock { $0.connections.remove(client) }
        shutdown(client, Int32(SHUT_RDWR))
        Foundation.close(client)
      }
    }
    Foundation.close(socket.descriptor)
  }

  /// Passes the one request of a connection on.
  private func pass(_ client: Int32) {
    var connection = ServedConnection(client)
    guard let request = connection.next(bodyLimit: nil) else { return }
    let loss = loss(of: request)
    guard loss != .request, let server = LoopbackListener.connect(to: server) else { return }
    defer { Foundation.close(server) }
    let head = request.head.filter { !$0.lowercased().hasPrefix("connection:") }
    let lines = ["\(request.method) \(request.target) HTTP/1.1"] + head + ["Connection: close"]
    ServedConnection(server).send(Array("\(lines.joined(separator: "\r\n"))\r\n\r\n".utf8))
    ServedConnection(server).send(request.body)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = recv(server, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      // To the end, so that all of it was done when the client learns that it failed.
      if loss == nil { connection.send(buffer[..<count]) }
    }
  }

  /// Notes a request.
  ///
  /// - Returns: What of it is to be lost.
  private func loss(of request: ServedRequest) -> Loss? {
    state.withLock { state in
      state.requests.append(request)
      if state.isDown { return .request }
      guard var rule = state.rule, rule.path == request.path else { return nil }
      guard rule.passing == 0 else {
        rule.passing -= 1
        state.rule = rule
        return nil
      }
      state.rule = nil
      state.hasLost = true
      state.isDown = rule.staysDown
      return rule.loss
    }
  }
}
