import Glibc
import Synchronization

/// A server that speaks as an Emoncms does, with its feeds in memory, and fails on demand.
///
/// It does what Emoncms was seen to do, its faults included: a gap behind the end is filled with 0,
/// an upload before the start goes to slot 0, and much is answered with yes.
public final class EmoncmsServer: Sendable {
  /// The versions that it speaks as.
  public enum Version: String, Sendable, CaseIterable {
    case v10 = "10.4.1"
    case v11Editor = "11.15.10"
    case v11 = "11.16.8"

    var isOld: Bool { self == .v10 }
    var leastInterval: Int { isOld ? 5 : 10 }
  }

  struct State {
    var feeds: [Int: ServedFeed] = [:]
    var nextID = 1
    var requests: [ServedRequest] = []
    var faults: [Int: ServedFault] = [:]
    var seen = 0
    /// Seconds that its clock is ahead.
    var clockError = 0
    var connections: Set<Int32> = []
    var isStopped = false
  }

  /// What an input gives to a feed that grows.
  public static let inputValue: Float = 55
  public let version: Version
  public let writeKey = "00112233445566778899aabbccddeeff"
  public let readKey = "ffeeddccbbaa99887766554433221100"
  let state = Mutex(State())
  private let socket: ServedSocket

  /// Starts serving; ``stop()`` ends it.
  public init(_ version: Version) throws {
    self.version = version
    socket = try ServedSocket()
    Self.inThread { [self] in accept() }
  }

  public var url: String { "http://127.0.0.1:\(port)/" }

  /// Its port on the loopback.
  public var port: Int { Int(socket.port) }

  /// All feeds, by id.
  public var feeds: [ServedFeed] {
    state.withLock { state in state.feeds.values.sorted { $0.id < $1.id } }
  }

  /// All requests so far.
  public var requests: [ServedRequest] { state.withLock { $0.requests } }

  /// Seconds that its clock is ahead.
  public var clockError: Int {
    get { state.withLock { $0.clockError } }
    set { state.withLock { $0.clockError = newValue } }
  }

  /// Puts a feed there, or another one in its place.
  public func put(_ feed: ServedFeed) {
    state.withLock { state in
      state.feeds[feed.id] = feed
      state.nextID = max(state.nextID, feed.id + 1)
    }
  }

  public func remove(_ feed: Int) {
    _ = state.withLock { $0.feeds.removeValue(forKey: feed) }
  }

  /// Has requests fail.
  ///
  /// - Parameters:
  ///   - fault: How.
  ///   - requests: Which, counted from the next one as 0; those before are forgotten.
  public func inject(_ fault: ServedFault, at requests: Range<Int>) {
    state.withLock { state in
      state.seen = 0
      state.faults = [:]
      for request in requests { state.faults[request] = fault }
    }
  }

  /// Ends all faults, and forgets the requests.
  public func heal() {
    state.withLock { state in
      state.faults = [:]
      state.requests = []
    }
  }

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
      let descriptor = Glibc.accept(socket.descriptor, nil, nil)
      guard descriptor >= 0 else { break }
      let isStopped = state.withLock { state in
        state.connections.insert(descriptor)
        return state.isStopped
      }
      if isStopped { shutdown(descriptor, Int32(SHUT_RDWR)) }
      Self.inThread { [self] in
        serve(descriptor)
        _ = state.withLock { $0.connections.remove(descriptor) }
        // Closing alone leaves it open to a program that was started meanwhile.
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
      }
    }
    close(socket.descriptor)
  }

  private func serve(_ descriptor: Int32) {
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var connection = ServedConnection(descriptor)
    while true {
      var limit: Int?
      if case .cutRequest(let after) = state.withLock({ $0.faults[$0.seen] }) { limit = after }
      guard let request = connection.next(bodyLimit: limit) else { return }
      let (fault, clockError) = state.withLock { state in
        state.requests.append(request)
        defer { state.seen += 1 }
        return (state.faults[state.seen], state.clockError)
      }
      let answer = answer(to: request, fault)
      let keepsOn = answer.isDelimited && fault == nil
      let bytes = answer.bytes(date: time(nil) + clockError, keepsOn: keepsOn)
      switch fault {
      case .cutRequest: return
      case .stall:
        // Until the client gives up, or the server is stopped.
        _ = connection.next(bodyLimit: nil)
        return
      case .cutAnswer(let after): connection.send(bytes.prefix(after))
      default: connection.send(bytes)
      }
      guard keepsOn else { return }
    }
  }

  private func answer(to request: ServedRequest, _ fault: ServedFault?) -> ServedAnswer {
    switch fault {
    case .cutRequest: return ServedAnswer(json: "null")
    case .refuse(let message):
      return ServedAnswer(json: #"{"success":false,"message":"\#(message)"}"#)
    case .bareFalse: return ServedAnswer(json: "false")
    case .page: return .page(200)
    case .unauthorized:
      return ServedAnswer(status: 401, type: "text/html", body: Array("Invalid API key".utf8))
    case .redirect(let target):
      return ServedAnswer(status: 302, type: "text/html", body: [], location: target)
    case .pretend: return respond(to: request, pretending: true)
    case .failure:
      _ = respond(to: request)
      return .page(500)
    case .truncatedBody:
      var answer = respond(to: request)
      answer.body.removeLast((answer.body.count + 1) / 2)
      return answer
    case .feedDeleted:
      _ = state.withLock { $0.feeds.removeValue(forKey: request.integer("id")) }
      return respond(to: request)
    case .grows(let id):
      state.withLock { state in
        guard var feed = state.feeds[id], feed.count > 0 else { return }
        feed.write(
          withUnsafeBytes(of: Self.inputValue.bitPattern.littleEndian) { Array($0) },
          at: feed.count * 4)
        // An input dates its value by its own clock, between two points.
        feed.cacheLast(lateness: 1)
        state.feeds[feed.id] = feed
      }
      return respond(to: request)
    case .garble:
      let answer = respond(to: request)
      if request.path == "feed/upload.json" {
        state.withLock { state in
          guard var feed = state.feeds[request.integer("id")], !feed.bytes.isEmpty else { return }
          feed.bytes[feed.bytes.count - 1] ^= 0x10
          state.feeds[feed.id] = feed
        }
      }
      return answer
    case nil, .cutAnswer, .stall: return respond(to: request)
    }
  }

  private static func inThread(_ body: @escaping @Sendable () -> Void) {
    final class Work {
      let body: () -> Void; init(_ body: @escaping () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    let status = pthread_create(
      &thread, nil,
      { work in
        guard let work else { return nil }
        Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
        return nil
      }, work)
    if status == 0 { pthread_detach(thread) } else { Unmanaged<Work>.fromOpaque(work).release() }
  }
}

/// An answer of the test server.
struct ServedAnswer {
  var status = 200
  var type = "application/json"
  var body: [UInt8]
  var location: String?
  /// Whether its length is said; else the connection's end is its end.
  var isDelimited = true

  init(json: String) { body = Array(json.utf8) }

  init(
    status: Int, type: String, body: [UInt8], location: String? = nil, isDelimited: Bool = true
  ) {
    self.status = status
    self.type = type
    self.body = body
    self.location = location
    self.isDelimited = isDelimited
  }

  static func page(_ status: Int) -> ServedAnswer {
    ServedAnswer(
      status: status, type: "text/html; charset=UTF-8",
      body: Array("<!doctype html><title>Emoncms</title><p>Something is wrong".utf8))
  }

  func bytes(date: Int, keepsOn: Bool) -> [UInt8] {
    var time = date
    var parts = tm()
    gmtime_r(&time, &parts)
    let clock = String(unsafeUninitializedCapacity: 64) { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        strftime(text.baseAddress, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
      }
    }
    var head = "HTTP/1.1 \(status) Said\r\nContent-Type: \(type)\r\nDate: \(clock)\r\n"
    if isDelimited { head += "Content-Length: \(body.count)\r\n" }
    if let location { head += "Location: \(location)\r\n" }
    return Array("\(head)Connection: \(keepsOn ? "keep-alive" : "close")\r\n\r\n".utf8) + body
  }
}
