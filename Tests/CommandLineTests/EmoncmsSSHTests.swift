import EmoncmsSupport
import Testing

@Suite("An Emoncms behind SSH")
struct EmoncmsSSHTests {
  @Test("through a forwarded port all goes as without, and a tunnel that is cut is told")
  func forwardedPort() throws {
    let school = try SmallSchool()
    let server = try EmoncmsServer(.v11)
    defer { server.stop() }
    let tunnel = try SSHServer().tunnel(to: server.port)
    let key = ["RETOUCHE_EMONCMS_KEY": server.writeKey]
    let added = try school.run(
      ["emoncms", "add", "school", "http://127.0.0.1:\(tunnel.port)/"], environment: key)
    #expect(added.status == 0, "\(added.errors)")
    try school.makeStateFeed()
    let registered = try school.run("emoncms", "register", "5", "--json")
    #expect(registered.status == 0, "\(registered.errors)")
    let id = try #require(try registered.object()["id"] as? Int)
    #expect(
      try server.feeds.first { $0.id == id }?.points.map(\.bitPattern)
        == school.points(5).map(\.bitPattern))

    tunnel.stop()
    let cut = try school.run("emoncms", "feeds")
    #expect(cut.status != 0)
    #expect(cut.errors.contains("127.0.0.1:\(tunnel.port)"))
  }

  @Test("a command that is run there works in the workspace that lies there")
  func remoteCommand() throws {
    let school = try SmallSchool()
    let server = try EmoncmsServer(.v10)
    defer { server.stop() }
    let added = try school.run(
      ["emoncms", "add", "school", server.url],
      environment: ["RETOUCHE_EMONCMS_KEY": server.writeKey])
    #expect(added.status == 0, "\(added.errors)")
    try school.makeStateFeed()
    let there = try SSHServer()
    let printed = try there.run("\(Tool.path) emoncms register 5 -w '\(school.path)'")
    #expect(printed.contains("Emoncms 10.4.1"))
    #expect(server.feeds.count == 1)
    #expect(server.feeds.first?.points.count == (try school.points(5).count))
  }
}
