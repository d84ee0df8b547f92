import Feeds
import HTTPTypes
import Testing

@testable import Studio

/// The statuses of errors that no request can provoke at will.
struct StatusTests {
  @Test func `a full disk is insufficient storage`() {
    let full = Refusal(
      FeedError(
        .noSpace, file: "/data/3.dat", problem: "cannot be written: no space left",
        remedy: "Make room."))
    #expect(full.status.code == 507)
    #expect(full.code == "noSpace")
    #expect(full.message.contains("/data/3.dat"))
    #expect(full.message.hasSuffix("Make room."))
  }

  @Test func `a Studio that stops is unavailable`() {
    let stopping = Refusal(CancellationError())
    #expect(stopping.status.code == 503)
    #expect(stopping.code == "stopping")
  }
}
