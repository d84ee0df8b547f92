import BrowserSupport
import Foundation
import Testing

/// Programs beside the tests start, speak, and end.
@Suite struct ChildProcessTests {
  @Test func `it says what it does and how it ended`() async throws {
    let child = try ChildProcess("/bin/sh", ["-c", "echo port 7; echo oh >&2; exit 3"])
    #expect(try await child.line(beginning: "port ") == "7")
    #expect(try await child.ended() == 3)
    #expect(child.errors == "oh\n")
  }

  @Test func `a signal is its own`() async throws {
    let child = try ChildProcess(
      "/bin/sh", ["-c", "trap 'echo bye; exit 5' TERM; echo up; while :; do sleep 0.01; done"])
    _ = try await child.line(beginning: "up")
    child.interrupt()
    #expect(try await child.ended() == 5)
    #expect(child.output == "up\nbye\n")
    let other = try ChildProcess("/bin/sleep", ["60"])
    other.kill()
    #expect(try await other.ended() == -SIGKILL)
  }

  @Test func `what it does not say is told with what it said`() async throws {
    let child = try ChildProcess("/bin/sh", ["-c", "echo no port here"])
    let failure = await #expect(throws: BrowserFailure.self) {
      try await child.line(beginning: "port ")
    }
    #expect(failure?.description.contains("ended") == true)
    #expect(failure?.description.contains("no port here") == true)
  }

  @Test func `it and what it started end when nobody holds it`() async throws {
    var child: ChildProcess? = try ChildProcess(
      "/bin/sh", ["-c", "sleep 60 & echo $!; echo $$; echo up; wait"])
    _ = try await child?.line(beginning: "up")
    let numbers = (child?.output ?? "").split(separator: "\n").compactMap { Int32($0) }
    #expect(numbers.count == 2)
    child = nil
    let deadline = ContinuousClock.now + .seconds(30)
    while numbers.contains(where: Self.isThere), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(!numbers.contains(where: Self.isThere))
  }

  /// Whether a process runs; one that has ended and waits to be noticed does not.
  private static func isThere(_ number: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else {
      return false
    }
    return status.split(separator: " ").dropFirst(2).first != "Z"
  }
}
