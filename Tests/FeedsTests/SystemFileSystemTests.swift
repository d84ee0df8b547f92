import Feeds
import Foundation
import TestSupport
import Testing

@Suite struct SystemFileSystemTests {
  let folder: TemporaryFolder
  let system = SystemFileSystem()

  init() throws { folder = try TemporaryFolder() }

  @Test func `a rename never takes a name that is in use`() throws {
    try folder.write("new", to: "a")
    try folder.write("old", to: "b")
    let error = try #require(throws: FeedError.self) {
      try system.rename(folder.file("a"), to: folder.file("b"))
    }
    #expect(error.code == .exists)
    #expect(error.file == folder.file("b"))
    #expect(try folder.bytes(of: "b") == Array("old".utf8))
    try system.rename(folder.file("a"), to: folder.file("c"))
    #expect(try folder.names == ["b", "c"])
    #expect(try folder.bytes(of: "c") == Array("new".utf8))
  }

  @Test func `a file is created once, with the mode asked for`() throws {
    let file = try system.open(folder.file("a"), for: .create(mode: 0o600))
    system.close(file)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("a"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let error = try #require(throws: FeedError.self) {
      try system.open(folder.file("a"), for: .create(mode: 0o600))
    }
    #expect(error.code == .exists)
  }

  @Test func `a read past the end returns what there is`() throws {
    try folder.write([1, 2, 3, 4, 5], to: "a")
    let file = try system.open(folder.file("a"), for: .read)
    defer { system.close(file) }
    #expect(try system.size(of: file) == 5)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
    defer { buffer.deallocate() }
    #expect(try system.read(file, at: 3, into: buffer) == 2)
    #expect(buffer[0] == 4 && buffer[1] == 5)
    #expect(try system.read(file, at: 9, into: buffer) == 0)
  }

  @Test func `writing to a file that was opened for reading is an error`() throws {
    try folder.write([1, 2, 3], to: "a")
    let file = try system.open(folder.file("a"), for: .read)
    defer { system.close(file) }
    let error = try #require(throws: FeedError.self) {
      try [UInt8](repeating: 9, count: 2).withUnsafeBytes {
        try system.write(file, at: 1, from: $0)
      }
    }
    #expect(error.code == .inaccessible)
    #expect(error.offset == 1)
    #expect(try folder.bytes(of: "a") == [1, 2, 3])
  }

  @Test func `a full device is told`() throws {
    try #require(FileManager.default.fileExists(atPath: "/dev/full"))
    let file = try system.open("/dev/full", for: .update)
    defer { system.close(file) }
    let error = try #require(throws: FeedError.self) {
      try [UInt8](repeating: 9, count: 2).withUnsafeBytes {
        try system.write(file, at: 0, from: $0)
      }
    }
    #expect(error.code == .noSpace)
    #expect(error.description.contains("Free some room"))
  }

  @Test func `removing what is not there is no error`() throws {
    try system.remove(folder.file("none"))
    try folder.write("x", to: "a")
    try system.remove(folder.file("a"))
    #expect(try folder.names.isEmpty)
  }

  @Test func `a folder is brought to the disk, a missing one is named`() throws {
    try system.synchronizeFolder(folder.path)
    let error = try #require(throws: FeedError.self) {
      try system.synchronizeFolder(folder.file("none"))
    }
    #expect(error.code == .missing)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read and write everything"))
  func `a file and a folder without rights are told`() throws {
    try folder.write(FeedMetadata(interval: 300, start: 0).bytes, to: "7.meta")
    try folder.write("", to: "7.dat")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o000], ofItemAtPath: folder.file("7.dat"))
    let files = FeedFiles(folder: folder.path, id: 7)
    let unreadable = try #require(throws: FeedError.self) { try FeedReader(files) }
    #expect(unreadable.code == .inaccessible && unreadable.file == files.data)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
    let readOnly = try #require(throws: FeedError.self) {
      try FeedFiles(folder: folder.path, id: 8).create(points: [1], start: 300, interval: 300)
    }
    #expect(readOnly.code == .inaccessible)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
  }
}
