import Emoncms
import Feeds
import Foundation
import TestSupport
import Testing

/// The file system of the machine, where another program acts before a file gets its name.
private struct Overtaking: ForwardingFileSystem {
  let base: any FileSystem = SystemFileSystem()
  let act: @Sendable () -> Void

  func rename(_ path: String, to destination: String) throws(FeedError) {
    act()
    try base.rename(path, to: destination)
  }
}

/// The file system of the machine, on a disk that keeps one byte wrong.
private struct Rotting: ForwardingFileSystem {
  let base: any FileSystem = SystemFileSystem()
  let place: Int

  func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError) {
    var bytes = Array(buffer)
    if bytes.indices.contains(place - offset) { bytes[place - offset] ^= 1 }
    try bytes.withUnsafeBufferPointer { bytes throws(FeedError) in
      try base.write(file, at: offset, from: UnsafeRawBufferPointer(bytes))
    }
  }
}

struct BackupRegistrationFaultTests {
  @Test func `a fault at any call leaves nothing and the old archive as it was`() throws {
    let scratch = try Scratch()
    // Enough that does not shrink for several writes.
    var generator = SeededGenerator(seed: 5)
    let noise = (0..<700_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    try scratch.pack(backupFiles(mysqldump()) + [("phptimeseries/feed_1.MYD", noise)])
    let old = try bytes(of: scratch["backup"])
    let counting = FaultyFileSystem()
    try register(newFeed(), in: scratch["backup"], as: scratch["whole"], fileSystem: counting)
    let calls = counting.mutatingCalls
    #expect(counting.log.filter { $0.hasPrefix("write") }.count >= 3)

    for call in 1...calls {
      for fault in [FaultyFileSystem.Fault.failure(.noSpace, torn: 100), .crash(torn: 100)] {
        let faulty = FaultyFileSystem(fault, at: call)
        let step = "\(fault) at \(counting.log[call - 1])"
        #expect(throws: BackupError.self, "\(step)") {
          try register(newFeed(), in: scratch["backup"], as: scratch["new"], fileSystem: faulty)
        }
        #expect(try bytes(of: scratch["backup"]) == old)
        let names = try scratch.names()
        if case .failure = fault {
          #expect(names == ["backup", "whole"], "\(step)")
        } else if names.contains("new") {
          // The name was given before the end, and then it is the whole archive that has it.
          #expect(call == calls, "\(step)")
          #expect(try Backup.extract(scratch["new"], into: scratch["W"]).feeds.last?.id == 9)
        }
        for name in names where name != "backup" && name != "whole" {
          try FileManager.default.removeItem(atPath: scratch[name])
        }
      }
    }
  }

  @Test func `a full disk is told by the name that the user gave`() throws {
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    let full = FaultyFileSystem(.failure(.noSpace), at: 2)
    let error = #expect(throws: BackupError.self) {
      try register(newFeed(), in: scratch["backup"], as: scratch["new"], fileSystem: full)
    }
    #expect(error?.code == .noSpace && error?.file == scratch["new"])
  }

  @Test func `nothing is overwritten, whenever it appears`() throws {
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    let path = scratch["new"]
    let other = Overtaking { try? Data("mine".utf8).write(to: URL(fileURLWithPath: path)) }
    for fileSystem: any FileSystem in [other, SystemFileSystem()] {
      let error = #expect(throws: BackupError.self) {
        try register(newFeed(), in: scratch["backup"], as: path, fileSystem: fileSystem)
      }
      #expect(error?.code == .destinationTaken)
      #expect(try bytes(of: path) == Array("mine".utf8))
    }
    #expect(try scratch.names() == ["backup", "new"])
    let itself = #expect(throws: BackupError.self) {
      try register(newFeed(), in: scratch["backup"], as: scratch["backup"])
    }
    #expect(itself?.code == .destinationTaken)
  }

  @Test(arguments: ["-cf", "-czf"])
  func `an archive that the disk does not give back is not named`(_ option: String) throws {
    let scratch = try Scratch()
    for (name, content) in backupFiles(mysqldump()) { try scratch.write("source/\(name)", content) }
    _ = try Tool.run(["tar", option, "../backup", "."], in: scratch["source"])
    try register(newFeed(), in: scratch["backup"], as: scratch["whole"])
    let whole = try bytes(of: scratch["whole"])
    // What pads a tar is nobody's, and a gzip has several ways to say the same: there its sums.
    let places =
      option == "-czf"
      ? Array(whole.indices.suffix(8))
      : stride(from: 0, to: whole.count, by: 7).filter { whole[$0] != 0 }
    for place in places {
      let error = #expect(throws: BackupError.self, "\(option) \(place)") {
        try register(
          newFeed(), in: scratch["backup"], as: scratch["new"], fileSystem: Rotting(place: place))
      }
      #expect(error?.code == .unverified)
      #expect(try scratch.names() == ["backup", "source", "whole"])
    }
  }

  @Test func `an archive that changes meanwhile is not copied`() throws {
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    let path = scratch["backup"]
    let error = #expect(throws: BackupError.self) {
      try register(newFeed(), in: path, as: scratch["new"]) { done, total in
        guard done > total / 3 else { return }
        try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
      }
    }
    #expect(error?.code == .changed)
    #expect(try scratch.names() == ["backup"])
  }

  @Test func `archives that are no whole backup are refused`() throws {
    let feed = try newFeed()
    let scratch = try Scratch()
    try scratch.pack(mysqldump())
    let whole = try bytes(of: scratch["backup"])
    for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 150)) {
      try scratch.write("backup", whole.prefix(length))
      _ = try scratch.refusal(feed)
    }
    for flipped in stride(from: 20, to: whole.count - 8, by: whole.count / 40) {
      var damaged = whole
      damaged[flipped] ^= 4
      try scratch.write("backup", damaged)
      _ = try scratch.refusal(feed)
    }

    try scratch.pack(backupFiles("").filter { $0.0 != "emoncms.sql" })
    #expect(try scratch.refusal(feed).code == .noDump)
    for text in ["", "CREATE TABLE `users` (`id` int);", "INSERT INTO feeds VALUES (1,'a',1,'t');"]
    {
      try scratch.pack(text)
      let code = try scratch.refusal(feed).code
      #expect(code == .noTable || code == .malformedDump, "\(text)")
    }
    try scratch.pack("CREATE TABLE `feeds` (`id` int, `name` text);")
    #expect(try scratch.refusal(feed).code == .unsuitable)
    try scratch.pack(mysqldump().replacing("`unit` v", with: "`new` int NOT NULL, `unit` v"))
    #expect(try scratch.refusal(feed).code == .malformedDump)
    try scratch.pack(
      mysqldump(rows: nil).replacing("`unit` v", with: "`new` int NOT NULL, `unit` v"))
    #expect(try scratch.refusal(feed, user: 1).code == .unsuitable)

    // Cut anywhere between the table's beginning and the end of its rows.
    let dump = Array(mysqldump().utf8)
    let text = mysqldump()
    let first = try #require(text.firstRange(of: "CREATE TABLE `feeds`")).lowerBound
    let last = try #require(text.firstRange(of: ",'53:5','');")).upperBound
    let start = text[..<first].utf8.count
    let end = text[..<last].utf8.count
    let between = text[..<(try #require(text.firstRange(of: "=utf8mb4;")).upperBound)].utf8.count
    let insert = text[..<(try #require(text.firstRange(of: "INSERT INTO `feeds`")).lowerBound)].utf8
      .count
    for length in Array(stride(from: start + 1, to: between, by: 7)) + Array(insert + 20..<end) {
      try scratch.pack(String(decoding: dump.prefix(length), as: UTF8.self))
      let error = try scratch.refusal(feed)
      #expect([.malformedDump, .noTable].contains(error.code), "cut at \(length): \(error)")
    }
  }

  @Test func `other things than a backup, and points that are not the timeline's, are refused`()
    throws
  {
    let scratch = try Scratch()
    #expect(throws: BackupError.self) {
      try register(newFeed(), in: scratch["absent"], as: scratch["new"])
    }
    let folder = #expect(throws: BackupError.self) {
      try register(newFeed(), in: scratch.path, as: scratch["new"])
    }
    #expect(folder?.code == .notAnArchive)
    try scratch.pack(mysqldump())
    let count = #expect(throws: BackupError.self) {
      try register(newFeed(count: 4), in: scratch["backup"], as: scratch["new"])
    }
    #expect(count?.code == .unsuitable)
    let nowhere = #expect(throws: BackupError.self) {
      try register(newFeed(), in: scratch["backup"], as: scratch["absent/new"])
    }
    #expect(nowhere?.code == .missing)
    #expect(try scratch.names() == ["backup"])
  }
}
