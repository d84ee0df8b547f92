import EmoncmsSupport
import Testing

/// The test server says of feeds what Emoncms 10.4 and 11.16.8 were seen to say.
@Suite struct ServedAnswersTests {
  private static func server(_ version: EmoncmsServer.Version) throws -> EmoncmsServer {
    let server = try EmoncmsServer(version)
    var feed = ServedFeed(id: 7, name: "probe", tag: "t", unit: "x", interval: 300)
    feed.start = 1_612_790_400
    feed.bytes = ([0, 1, .nan, 1, 0] as [Float]).flatMap { point in
      withUnsafeBytes(of: point.bitPattern.littleEndian) { Array($0) }
    }
    server.put(feed)
    feed = ServedFeed(id: 8, name: "open", tag: "t", unit: "", interval: 300)
    feed.owner = 2
    feed.isPublic = true
    server.put(feed)
    return server
  }

  private static let seconds = "data.json?id=7&start=1612790400&end=1612792200"
  private static let milliseconds = "data.json?id=7&start=1612790400000&end=1612792200000"

  @Test func dataOf10IsInMillisecondsWithoutWhatIsMissing() throws {
    let server = try Self.server(.v10)
    defer { server.stop() }
    let client = ModuleClient(server, key: server.readKey)
    for (request, answer) in [
      ("\(Self.seconds)&interval=300", "[]"),
      (
        "\(Self.milliseconds)&interval=300",
        "[[1612790400000,0.0],[1612790700000,1.0],[1612791300000,1.0],[1612791600000,0.0]]"
      ),
      (
        "\(Self.milliseconds)&interval=600&skipmissing=0",
        "[[1612790400000,0.0],[1612791000000,null],[1612791600000,0.0],[1612792200000,null],"
          + "[1612792800000,null]]"
      ),
      (
        "average.json?id=7&start=1612790400000&end=1612792200000&interval=600",
        "[[1612790400000,0.5],[1612791000000,1.0]]"
      ),
    ] {
      #expect(try client.get("feed/\(request)").text.hasPrefix(answer.dropLast()), "\(request)")
    }
  }

  @Test func dataOf11TakesSecondsTooAndSaysWhatIsMissing() throws {
    let server = try Self.server(.v11)
    defer { server.stop() }
    let client = ModuleClient(server, key: server.readKey)
    let all =
      "[[1612790400000,0.0],[1612790700000,1.0],[1612791000000,null],[1612791300000,1.0],"
      + "[1612791600000,0.0],[1612791900000,null],[1612792200000,null]]"
    let means =
      "[[1612790400000,0.5],[1612791000000,1.0],[1612791600000,0.0],[1612792200000,null]]"
    for (request, answer) in [
      ("\(Self.seconds)&interval=300", all), ("\(Self.milliseconds)&interval=300", all),
      ("\(Self.seconds)&interval=600&average=1", means),
      (
        "\(Self.seconds)&interval=600&skipmissing=1&timeformat=unix",
        "[[1612790400,0.0],[1612791600,0.0]]"
      ),
    ] {
      #expect(try client.get("feed/\(request)").text == answer, "\(request)")
    }
  }

  @Test(arguments: EmoncmsServer.Version.allCases)
  func eachSeesItsOwnAndWhatIsPublic(_ version: EmoncmsServer.Version) throws {
    let server = try Self.server(version)
    defer { server.stop() }
    let nobody = ModuleClient(server, key: nil)
    let owner = ModuleClient(server, key: server.readKey)
    let other = ModuleClient(server, key: server.otherKey)
    for client in [nobody, other] {
      #expect(try client.get("feed/aget.json?id=7").status == 406)
      #expect(try client.get("feed/export.json?id=7&start=0").status == 406)
      #expect(try client.get("feed/\(Self.milliseconds)&interval=300").text == "[]")
      #expect(try client.get("feed/delete.json?id=7").status == 406)
    }
    for client in [nobody, other, owner] {
      #expect(try client.get("feed/aget.json?id=8")["name"] as? String == "open")
    }
    #expect(try owner.get("feed/delete.json?id=8").status == 406)
    #expect(try owner.get("feed/listwithmeta.json").text.contains("\"npoints\":5"))
    #expect(try !owner.get("feed/listwithmeta.json").text.contains("open"))
    #expect(try nobody.get("feed/list.json?userid=2").text.contains("open"))
    #expect(try nobody.get("feed/list.json?userid=1").text == "[]")
    #expect(try nobody.get("feed/listwithmeta.json").text.contains("does not exist"))
    #expect(server.feeds.count == 2)
  }
}
