import Glibc

/// Reads the files under a folder, in the order of their paths, as if it were an archive.
///
/// Links and devices inside it are passed over, for a link could lead anywhere; so are folders that
/// may not be read, which a live Emoncms has.
final class FolderReader: EntryReader {
  private(set) var passedOver: [String] = []
  private let folder: String
  private let limits: BackupLimits
  private let progress: BackupProgress?
  private var files: [(path: String, size: Int)] = []
  private var index = -1
  private var descriptor: Int32 = -1
  private var offset = 0
  private var bytesDone = 0
  private var bytesTotal = 0

  /// - Parameters:
  ///   - path: The folder; a link to one is followed.
  ///   - limits: How many entries it may hold.
  ///   - progress: Told of the bytes read or passed.
  /// - Throws: ``BackupError`` when a folder cannot be listed or there are too many entries.
  init(path: String, limits: BackupLimits, progress: BackupProgress?) throws(BackupError) {
    self.folder = path
    self.limits = limits
    self.progress = progress
    var entries = 0
    try list("", &entries)
    files.sort { $0.path < $1.path }
    bytesTotal = files.reduce(0) { $0 + $1.size }
  }

  deinit { closeFile() }

  func next() throws(BackupError) -> BackupEntry? {
    closeFile()
    if index >= 0 && index < files.count {
      bytesDone += max(0, files[index].size - offset)
      progress?(bytesDone, bytesTotal)
    }
    index += 1
    offset = 0
    return index < files.count ? BackupEntry(path: files[index].path, isFolder: false) : nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(BackupError) -> Int {
    guard files.indices.contains(index) else { return 0 }
    let path = "\(folder)/\(files[index].path)"
    if descriptor < 0 {
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { throw .system(errno, path, "cannot be opened") }
    }
    // A feed that Emoncms appends to meanwhile is taken as it was when the folder was listed.
    let wanted = min(buffer.count, files[index].size - offset)
    guard wanted > 0 else { return 0 }
    while true {
      let count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(errno, path, "cannot be read")
      }
      offset += count
      bytesDone += count
      progress?(bytesDone, bytesTotal)
      return count
    }
  }

  private func closeFile() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Lists a folder under ``folder`` and what is in it.
  private func list(_ below: String, _ entries: inout Int) throws(BackupError) {
    let path = below.isEmpty ? folder : "\(folder)/\(below)"
    guard let stream = opendir(path) else {
      if below.isEmpty { throw .system(errno, path, "cannot be listed") }
      passedOver.append("\(below) cannot be listed: \(String(cString: strerror(errno)))")
      return
    }
    var folders: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      entries += 1
      guard entries <= limits.entries else {
        closedir(stream)
        throw BackupError(
          .tooManyEntries, file: folder,
          problem: "holds more than \(limits.entries) entries, which no Emoncms backup does",
          remedy: "Give the folder that holds phpfina/ itself.")
      }
      add(below.isEmpty ? name : "\(below)/\(name)", &folders)
    }
    closedir(stream)
    for folder in folders { try list(folder, &entries) }
  }

  private func add(_ below: String, _ folders: inout [String]) {
    guard let status = FileStatus(ofLinkItself: "\(folder)/\(below)") else { return }
    switch status.kind {
    case .folder: folders.append(below)
    case .file: files.append((below, status.size))
    case .link, .other: passedOver.append("\(below) is a link or a device")
    }
  }
}
