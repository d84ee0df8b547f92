/// What goes wrong at a request.
public enum ServedFault: Sendable, Hashable {
  /// The request is carried out, and its answer cut after so many bytes of all of it.
  case cutAnswer(after: Int)
  /// The connection is cut after so many bytes of the request's body; nothing is done.
  case cutRequest(after: Int)
  /// The request is carried out and never answered.
  case stall
  /// It says yes and does nothing.
  case pretend
  /// `{"success":false}` with a message.
  case refuse(String)
  /// A bare `false`.
  case bareFalse
  /// A web page with status 200.
  case page
  /// A web page with status 500, after it was carried out.
  case failure
  /// 401 and a line of text.
  case unauthorized
  /// 302 to another address.
  case redirect(String)
  /// The request is carried out; of its body the first half comes, as if that were all of it.
  case truncatedBody
  /// The feed that it is about is deleted just before.
  case feedDeleted
  /// An input gives a feed another point just before.
  case grows(feed: Int)
  /// The first half of an upload is written, and then the program that writes it is killed.
  case half
  /// The last point of what is written is not what was sent.
  case garble
}
