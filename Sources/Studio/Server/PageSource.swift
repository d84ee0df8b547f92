import HTTPTypes
import Hummingbird

/// Where the page comes from.
enum PageSource: Sendable {
  /// From the program itself.
  case program
  /// From a folder, read anew at each request.
  case folder(PageFolder)

  /// The answer to a request for a file of the page.
  ///
  /// - Throws: ``Refusal``: 405 for a method that reads nothing, 404 for no file.
  func answer(_ method: HTTPRequest.Method, _ address: Address) throws(Refusal) -> Answer {
    guard [.get, .head].contains(method) else {
      throw .method(method, allowed: [.get, .head])
    }
    let parts = address.parts == [""] ? ["index.html"] : address.parts
    switch self {
    case .program:
      guard let file = PageFile.all[parts.joined(separator: "/")] else {
        throw .notFound("such file")
      }
      return Answer(file.bytes, mediaType: file.mediaType)
    case .folder(let folder):
      guard let file = folder.file(parts) else { throw .notFound("such file") }
      var answer = Answer(file.bytes, mediaType: file.mediaType)
      answer.headers[.cacheControl] = "no-store"
      return answer
    }
  }
}
