import Hummingbird
import NIOCore

/// What is known of a request beside the request.
struct StudioContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The client's address, without its port.
  let client: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    client = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
