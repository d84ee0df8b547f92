/// What a server said, its body whole.
struct HTTPAnswer {
  let status: Int
  let head: HTTPHead
  let body: [UInt8]
}

/// The lines of an answer's head that matter here.
struct HTTPHead {
  /// Lower case, with its parameters; empty where none is said.
  var contentType = ""
  /// The server's clock, in Unix seconds.
  var date: Int?
  /// Where a redirection points.
  var location: String?
}
