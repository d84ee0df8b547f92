import Feeds
import Glibc
import Workspace

/// A file that gets its name once it is whole and on the disk.
struct OutputFile: ~Copyable {
  private let file: OpenFile
  private var offset = 0
  private let fileSystem = SystemFileSystem()

  /// Writes a file: whatever fails, one that was there before is still there.
  ///
  /// - Parameters:
  ///   - path: Its path; another file of that name is replaced.
  ///   - body: Appends the content.
  /// - Throws: `FeedError` when the system refuses, and what the body throws.
  static func write(_ path: String, _ body: (inout OutputFile) throws -> Void) throws {
    try requireReplaceable(path)
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let temporary = "\(path[..<cut]).\(path[cut...]).\(getpid()).tmp"
    let fileSystem = SystemFileSystem()
    do {
      var output = try OutputFile(temporary)
      do {
        try body(&output)
        try output.close()
        try replace(path, by: temporary)
      } catch {
        try? fileSystem.remove(temporary)
        throw error
      }
    } catch let error as FeedError where error.file == temporary {
      throw FeedError(
        error.code, file: path, offset: error.offset, value: error.value, problem: error.problem,
        remedy: error.code == .missing ? "Its folder must exist: check the path." : error.remedy)
    }
  }

  /// Writes a text file.
  static func write(_ path: String, _ text: String) throws {
    try write(path) { file in
      var text = text
      try text.withUTF8 { try file.append(UnsafeRawBufferPointer($0)) }
    }
  }

  private init(_ path: String) throws(FeedError) {
    file = try fileSystem.open(path, for: .create(mode: 0o644))
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FeedError) {
    try fileSystem.write(file, at: offset, from: bytes)
    offset += bytes.count
  }

  private func close() throws(FeedError) {
    defer { fileSystem.close(file) }
    try fileSystem.synchronize(file)
  }

  /// Gives the file its name, whatever bore that before: feeds are never overwritten, a picture is.
  private static func replace(_ path: String, by temporary: String) throws {
    guard rename(temporary, path) != 0 else { return }
    throw CommandError(
      "\(path) cannot be made: \(String(cString: strerror(errno)))",
      remedy: "Check the owner and the mode of the file and of its folder.")
  }

  /// Refuses to put a file in the place of a feed, of a workspace's database, of a folder or a device.
  private static func requireReplaceable(_ path: String) throws {
    let name = path.split(separator: "/").last ?? ""
    guard name.wholeMatch(of: /\d+\.(dat|meta)/) == nil, !name.hasPrefix(Workspace.databaseName)
    else {
      throw CommandError(
        "\(path) is the name of a feed's file or of a workspace's database",
        remedy: "Choose another name: those are never written over.")
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
    throw CommandError("\(path) is no regular file", remedy: "Name a file to make or to replace.")
  }
}
