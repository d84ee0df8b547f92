import CHiredis

/// What Redis answers to a command.
enum RedisReply: Hashable {
  case null
  case integer(Int)
  /// `OK` and the like.
  case status(String)
  case bytes([UInt8])
  case array([RedisReply])
  case error(String)

  init(_ reply: redisReply) {
    switch reply.type {
    case REDIS_REPLY_INTEGER: self = .integer(Int(reply.integer))
    case REDIS_REPLY_STATUS: self = .status(Self.text(reply))
    case REDIS_REPLY_ERROR: self = .error(Self.text(reply))
    case REDIS_REPLY_STRING:
      self = .bytes([UInt8](UnsafeRawBufferPointer(start: reply.str, count: Int(reply.len))))
    case REDIS_REPLY_ARRAY:
      let elements = UnsafeBufferPointer(start: reply.element, count: Int(reply.elements))
      self = .array(elements.map { $0.map { RedisReply($0.pointee) } ?? .null })
    default: self = .null
    }
  }

  /// The bytes as text, a number as its digits; nil for what is neither.
  var text: String? {
    switch self {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .status(let text): text
    case .integer(let number): String(number)
    case .null, .array, .error: nil
    }
  }

  var integer: Int? {
    if case .integer(let number) = self { return number }
    return text.flatMap { Int($0) }
  }

  var elements: [RedisReply] {
    if case .array(let elements) = self { return elements }
    return []
  }

  private static func text(_ reply: redisReply) -> String {
    String(
      decoding: UnsafeRawBufferPointer(start: reply.str, count: Int(reply.len)), as: UTF8.self)
  }
}
