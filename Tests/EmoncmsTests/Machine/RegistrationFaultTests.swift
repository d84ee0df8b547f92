import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing

@testable import Emoncms

@Suite("A registration on the machine that fails")
struct RegistrationFaultTests {
  @Test(
    "a fault of the disk at any call leaves nothing",
    arguments: [FeedError.Code.noSpace, .inaccessible])
  func disk(code: FeedError.Code) throws {
    let fixture = try MachineFixture()
    try fixture.fillList(90)
    let counting = FaultyFileSystem()
    let sound = try fixture.open(fileSystem: counting)
    try sound.delete(try sound.create(try someFeed(), somePoints()))
    let before = try fixture.everything
    // The removal is counted too: its calls are the last ones, beyond those of the creation.
    for call in 1...counting.mutatingCalls - 3 {
      let faulty = FaultyFileSystem(.failure(code, torn: 5), at: call)
      let installation = try fixture.open(fileSystem: faulty)
      let error = emoncmsError { _ = try installation.create(try someFeed(), somePoints()) }
      #expect(error?.code == (code == .noSpace ? .noSpace : .readOnly), "\(faulty.log.last ?? "")")
      #expect(error?.problem.contains("undone") == true)
      #expect(error?.problem.contains("left") == false)
      #expect(try fixture.everything == before)
    }
    #expect(counting.mutatingCalls > 8)
  }

  @Test(
    "a database that goes at any message leaves nothing, or what the next registration removes",
    arguments: CuttingProxy.Loss.allCases, [true, false])
  func database(loss: CuttingProxy.Loss, staysDown: Bool) throws {
    let fixture = try MachineFixture()
    let proxy = try CuttingProxy(to: fixture.maria.port)
    defer { proxy.end() }
    var settings = fixture.settings
    settings.database.port = proxy.port
    try expectWholeOrNothing(fixture, settings, proxy, loss, staysDown)
  }

  @Test(
    "a cache that goes at any message leaves nothing, or what the next registration removes",
    arguments: CuttingProxy.Loss.allCases, [true, false])
  func cache(loss: CuttingProxy.Loss, staysDown: Bool) throws {
    let fixture = try MachineFixture()
    let proxy = try CuttingProxy(to: fixture.redis.port)
    defer { proxy.end() }
    var settings = fixture.settings
    settings.cache?.port = proxy.port
    try expectWholeOrNothing(fixture, settings, proxy, loss, staysDown)
  }

  /// Registers a feed over and over, cutting the line one message later every time.
  private func expectWholeOrNothing(
    _ fixture: MachineFixture, _ settings: EmoncmsSettings, _ proxy: CuttingProxy,
    _ loss: CuttingProxy.Loss, _ staysDown: Bool
  ) throws {
    try fixture.fillList(90)
    let before = try fixture.everything
    var message = 0
    while true {
      message += 1
      let installation = try fixture.open(settings)
      proxy.cut(at: message, loss, staysDown: staysDown)
      var made: Int?
      let error = emoncmsError { made = try installation.create(try someFeed(), somePoints()) }
      let wasCut = proxy.messages >= message
      proxy.restore()
      let sound = try fixture.open()
      if let made {
        #expect(try sound.bits(of: made) == somePoints().map(\.bitPattern))
        try sound.delete(made)
      } else {
        #expect(
          error?.code == .unreachable || error?.code == .timedOut, "\(message): \(error as Any)")
        #expect(error?.description.contains(MachineFixture.password) == false)
        let isClean = try fixture.everything == before
        // While the servers stay away nothing can be undone: the error must say so.
        let told = ["left", "may stand"].contains { error?.problem.contains($0) == true }
        #expect(isClean || staysDown && told, "\(message): \(error as Any)")
        if !isClean { try sound.removeLeftovers() }
        if let left = try sound.feeds().first {
          // Not a mark on it any more: it is whole.
          #expect(error?.problem.contains("may stand") == true)
          #expect(try sound.bits(of: left.id) == somePoints().map(\.bitPattern))
          #expect(try fixture.hash(left.id)["size"] == "4016")
          try sound.delete(left.id)
        }
      }
      #expect(try fixture.everything == before, "message \(message): \(error as Any)")
      if !wasCut { break }
      try #require(message < 200)
    }
    #expect(message > 4)
  }

  @Test("a database that cannot be written is told, and nothing is left")
  func readOnlyDatabase() throws {
    let fixture = try MachineFixture()
    try fixture.maria.run(
      "REVOKE ALL ON \(fixture.name).* FROM \(fixture.name)@'%';"
        + "GRANT SELECT ON \(fixture.name).* TO \(fixture.name)@'%'")
    let error = emoncmsError {
      _ = try fixture.open().create(try someFeed(), somePoints())
    }
    #expect(error?.code == .forbidden)
    #expect(try fixture.folder.names == [])
  }

  @Test("a password that is not accepted is told without it")
  func wrongPassword() throws {
    let fixture = try MachineFixture()
    var settings = fixture.settings
    settings.database.password = Secret("hunter2")
    let error = emoncmsError { _ = try fixture.open(settings) }
    #expect(error?.code == .unauthorized)
    #expect(error?.description.contains("hunter2") == false)
    settings = fixture.settings
    settings.cache?.password = Secret("hunter2")
    let other = emoncmsError { _ = try fixture.open(settings).create(try someFeed(), somePoints()) }
    #expect(other?.code == .unauthorized)
    #expect(other?.description.contains("hunter2") == false)
    #expect(try fixture.rows == "" && fixture.folder.names == [])
  }

  @Test("a folder that is not there, or a server, is named")
  func missing() throws {
    let fixture = try MachineFixture()
    var settings = fixture.settings
    settings.dataFolder = fixture.folder.file("nowhere")
    let error = emoncmsError { _ = try fixture.open(settings).create(try someFeed(), somePoints()) }
    #expect(error?.code == .notFound && error?.subject == settings.dataFolder)
    #expect(try fixture.rows == "")
    settings.database.port = 1
    #expect(emoncmsError { _ = try fixture.open(settings) }?.code == .unreachable)
    settings = fixture.settings
    settings.cache?.port = 1
    #expect(
      emoncmsError { _ = try fixture.open(settings).create(try someFeed(), somePoints()) }?.code
        == .unreachable)
    #expect(try fixture.rows == "" && fixture.folder.names == [])
  }

  @Test("a row that is deleted while its files are made is missed, and the files go")
  func deletedMeanwhile() throws {
    let fixture = try MachineFixture()
    let acting = ActingFileSystem(at: "rename") {
      _ = try? fixture.maria.run("DELETE FROM \(fixture.name).feeds")
    }
    let error = emoncmsError {
      _ = try fixture.open(fileSystem: acting).create(try someFeed(), somePoints())
    }
    #expect(error?.code == .notFound)
    #expect(try fixture.folder.names == [])
    #expect(try fixture.rows == "")
  }

  @Test("files that come while ours are made are left alone")
  func strayMeanwhile() throws {
    let fixture = try MachineFixture()
    let acting = ActingFileSystem(at: "rename") { try? fixture.folder.write([9], to: "1.meta") }
    let error = emoncmsError {
      _ = try fixture.open(fileSystem: acting).create(try someFeed(), somePoints())
    }
    #expect(error?.code == .conflict)
    #expect(try fixture.folder.names == ["1.meta"])
    #expect(try fixture.rows == "")
  }
}
