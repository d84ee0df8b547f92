import Foundation
import Synchronization

/// Stands between a client and a server on the loopback, and cuts their line at the n-th message.
public final class CuttingProxy: Sendable {
  /// What becomes of the message at which the line is cut.
  public enum Loss: Sendable, Hashable, CaseIterable {
    /// It never reaches the server.
    case message
    /// It reaches the server, and its answer never comes.
    case answer
  }

  private struct State {
    var messages = 0
    var cut = Int.max
    var loss = Loss.message
    var staysDown = false
    var isDown = false
    var hasEnded = false
  }

  private let listener: LoopbackListener
  private let server: Int
  private let state = Mutex(State())

  /// The port to connect to.
  public var port: Int { listener.port }
  /// How many messages clients have sent.
  public var messages: Int { state.withLock { $0.messages } }

  /// - Parameter server: The port of the server.
  /// - Throws: ``ServerFailure`` when no port is to be had.
  public init(to server: Int) throws {
    self.server = server
    listener = try LoopbackListener()
    let relay = Relay(proxy: self)
    Thread.detachNewThread { relay.acceptAll() }
  }

  /// Sets when to cut, counted from now on.
  ///
  /// - Parameters:
  ///   - message: The number of the message, from 1; `Int.max` for never.
  ///   - loss: What is lost.
  ///   - staysDown: Whether no connection can be made afterwards.
  public func cut(at message: Int, _ loss: Loss, staysDown: Bool) {
    state.withLock { state in
      state = State(cut: message, loss: loss, staysDown: staysDown)
    }
  }

  /// Lets connections be made again.
  public func restore() { state.withLock { $0 = State() } }

  /// Ends it. No connection can be made afterwards.
  public func end() {
    state.withLock { $0.hasEnded = true }
    shutdown(listener.descriptor, Int32(SHUT_RDWR))
  }

  /// Accepts connections and passes on what comes, in threads of its own.
  private struct Relay: Sendable {
    let proxy: CuttingProxy

    func acceptAll() {
      while true {
        let client = accept(proxy.listener.descriptor, nil, nil)
        guard client >= 0, !proxy.state.withLock({ $0.hasEnded }) else { return }
        guard !proxy.state.withLock({ $0.isDown }),
          let server = LoopbackListener.connect(to: proxy.server)
        else {
          shutdown(client, Int32(SHUT_RDWR))
          close(client)
          continue
        }
        Thread.detachNewThread { pass(client, server) }
      }
    }

    private func pass(_ client: Int32, _ server: Int32) {
      defer {
        // Closing alone leaves them open to a program that was started meanwhile.
        for socket in [client, server] { shutdown(socket, Int32(SHUT_RDWR)) }
        close(client)
        close(server)
      }
      for socket in [client, server] {
        // A message that has no answer would hold up the next one otherwise.
        var isOn: Int32 = 1
        setsockopt(
          socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var sockets = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: server, events: Int16(POLLIN), revents: 0),
      ]
      while poll(&sockets, 2, -1) > 0 {
        if sockets[1].revents != 0 {
          let count = recv(server, &buffer, buffer.count, 0)
          guard count > 0, send(client, buffer, count, Int32(MSG_NOSIGNAL)) == count else {
            return
          }
        }
        guard sockets[0].revents != 0 else { continue }
        let count = recv(client, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        let loss = proxy.countMessage()
        if loss == .message { return }
        guard send(server, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
        if loss == .answer {
          // Until the answer is there the server may not have done it; some messages have none.
          var answer = sockets[1]
          _ = poll(&answer, 1, 50)
          return
        }
      }
    }
  }

  /// Counts a message.
  ///
  /// - Returns: What is to be lost at it.
  private func countMessage() -> Loss? {
    state.withLock { state in
      if state.isDown { return .message }
      state.messages += 1
      guard state.messages == state.cut else { return nil }
      state.isDown = state.staysDown
      return state.loss
    }
  }
}
