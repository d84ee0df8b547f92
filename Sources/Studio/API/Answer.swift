import HTTPTypes
import Hummingbird

/// What an endpoint answers, before it is made to fit what the client asked for and knows.
struct Answer: Sendable {
  var status: HTTPResponse.Status = .ok
  let mediaType: String
  let bytes: [UInt8]
  var headers: HTTPFields = [:]
  /// A body that goes on for as long as the client listens, in place of the bytes.
  var stream: ResponseBody?

  init(_ document: JSON, status: HTTPResponse.Status = .ok) {
    self.status = status
    mediaType = "application/json"
    bytes = Array(document.text.utf8)
  }

  /// A body that is no JSON.
  init(_ bytes: [UInt8], mediaType: String = "application/octet-stream") {
    self.bytes = bytes
    self.mediaType = mediaType
  }

  init(_ refusal: Refusal) {
    self.init(refusal.body, status: refusal.status)
    headers = refusal.headers
  }

  init(stream: ResponseBody, mediaType: String) {
    self.init([], mediaType: mediaType)
    self.stream = stream
  }
}
