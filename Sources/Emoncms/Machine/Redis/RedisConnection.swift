import CHiredis
import Glibc

/// A connection to a Redis server, used by one thread at a time.
final class RedisConnection {
  private let context: UnsafeMutablePointer<redisContext>
  private let prefix: String
  /// Whether a command has found the connection gone.
  private(set) var isBroken = false

  /// Connects, says the password and chooses the database.
  ///
  /// - Parameters:
  ///   - settings: Where to.
  ///   - seconds: How long to wait for the connection and for each answer.
  /// - Throws: ``RedisError``.
  init(_ settings: EmoncmsSettings.Cache, seconds: Int = 5) throws(RedisError) {
    let deadline = timeval(tv_sec: seconds, tv_usec: 0)
    let context =
      settings.host.hasPrefix("/")
      ? redisConnectUnixWithTimeout(settings.host, deadline)
      : redisConnectWithTimeout(settings.host, Int32(settings.port), deadline)
    guard let context else {
      throw RedisError(kind: .disconnected, message: "The client library is out of memory")
    }
    self.context = context
    self.prefix = settings.prefix
    guard context.pointee.err == 0 else { throw connectionError() }
    redisSetTimeout(context, deadline)
    if !settings.password.text.isEmpty { try run("AUTH", settings.password.text) }
    if settings.number != 0 { try run("SELECT", String(settings.number)) }
  }

  deinit { redisFree(context) }

  /// A key as Redis has it: the prefix of the settings, without a separator, and the key.
  func key(_ name: String) -> String { prefix + name }

  /// Runs a command.
  ///
  /// - Parameter words: The command and its arguments, which may hold any byte.
  /// - Returns: The answer.
  /// - Throws: ``RedisError``, for an answer that is an error too.
  @discardableResult
  func run(_ words: String...) throws(RedisError) -> RedisReply { try run(words) }

  /// Runs a command given as a list.
  @discardableResult
  func run(_ words: [String]) throws(RedisError) -> RedisReply {
    var text = Array(words.joined().utf8)
    let lengths = words.map { $0.utf8.count }
    // At least a byte, so that there is an address.
    text.append(0)
    let raw = text.withUnsafeBytes { buffer -> UnsafeMutableRawPointer? in
      var start = 0
      var pointers: [UnsafePointer<CChar>?] = []
      for length in lengths {
        pointers.append(
          buffer.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) })
        start += length
      }
      return withoutBrokenPipeSignal {
        redisCommandArgv(context, Int32(words.count), &pointers, lengths)
      }
    }
    guard let raw else {
      isBroken = true
      throw connectionError()
    }
    defer { freeReplyObject(raw) }
    let reply = RedisReply(raw.assumingMemoryBound(to: redisReply.self).pointee)
    if case .error(let message) = reply { throw RedisError(kind: .answer, message: message) }
    return reply
  }

  private func connectionError() -> RedisError {
    let message = withUnsafeBytes(of: &context.pointee.errstr) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let isLate =
      context.pointee.err == REDIS_ERR_IO && (errno == EAGAIN || errno == ETIMEDOUT)
    return RedisError(kind: isLate ? .timedOut : .disconnected, message: message)
  }

  /// Does something during which a connection that is closed does not end the program.
  ///
  /// The client library writes without `MSG_NOSIGNAL`. The signal is held back in this thread and
  /// taken away if it was this call that raised it.
  private func withoutBrokenPipeSignal<Result>(_ body: () -> Result) -> Result {
    var pending = sigset_t()
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
      let number = errno
      if !wasPending {
        var now = timespec()
        while sigtimedwait(&pipe, nil, &now) == -1 && errno == EINTR {}
      }
      pthread_sigmask(SIG_SETMASK, &before, nil)
      errno = number
    }
    return body()
  }
}
