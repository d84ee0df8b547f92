import Hummingbird
import ServiceLifecycle

extension Site {
  /// What happens, as it happens.
  var eventEndpoints: [Endpoint] {
    [
      .get("events") { [hub] request in
        try request.withoutQuery()
        guard !request.isHead else {
          return Answer(stream: ResponseBody(), mediaType: "text/event-stream")
        }
        let body = request.body
        let (id, events) = try await hub.join()
        let stream = ResponseBody { writer in
          defer { hub.leave(id) }
          // A client that has gone is noticed where it stops sending, not at the next event.
          var output = writer
          try await body.consumeWithInboundCloseHandler { _ in
            try await withGracefulShutdownHandler {
              for await event in events {
                try await output.write(ByteBuffer(string: event.text))
              }
            } onGracefulShutdown: {
              hub.leave(id)
            }
          } onInboundClosed: {
            hub.leave(id)
          }
          try await output.finish(nil)
        }
        return Answer(stream: stream, mediaType: "text/event-stream")
      }
    ]
  }
}
