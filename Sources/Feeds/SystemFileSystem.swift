import Glibc

/// The file system of the machine, by POSIX calls.
public struct SystemFileSystem: FileSystem {
  public init() {}

  public func open(_ path: String, for access: FileAccess) throws(FeedError) -> OpenFile {
    // O_NONBLOCK, without effect on a file, keeps a named pipe from holding the program up.
    let descriptor =
      switch access {
      case .read: Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      case .update: Glibc.open(path, O_RDWR | O_CLOEXEC)
      case .create(let mode): Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      }
    guard descriptor >= 0 else { throw Self.error(errno, path, "cannot be opened") }
    return OpenFile(descriptor: descriptor, path: path)
  }

  public func close(_ file: OpenFile) {
    _ = Glibc.close(file.descriptor)
  }

  public func size(of file: OpenFile) throws(FeedError) -> Int {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else {
      throw Self.error(errno, file.path, "cannot be examined")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FeedError(
        .inaccessible, file: file.path, problem: "is not a regular file",
        remedy: "Name a file, or move what stands in its place elsewhere.")
    }
    return Int(status.st_size)
  }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FeedError) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      let count = pread(file.descriptor, base + done, buffer.count - done, off_t(offset + done))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(errno, file.path, "cannot be read", at: offset + done)
      }
      done += count
    }
    return done
  }

  public func write(
    _ file: OpenFile, at offset: Int, from buffer: UnsafeRawBufferPointer
  ) throws(FeedError) {
    guard let base = buffer.baseAddress else { return }
    var done = 0
    while done < buffer.count {
      let count = pwrite(file.descriptor, base + done, buffer.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.error(errno, file.path, "cannot be written", at: offset + done)
      }
      done += count
    }
  }

  public func synchronize(_ file: OpenFile) throws(FeedError) {
    guard fsync(file.descriptor) == 0 else {
      throw Self.error(errno, file.path, "cannot be brought to the disk")
    }
  }

  public func rename(_ path: String, to destination: String) throws(FeedError) {
    // A hard link fails where the name is taken, which a plain rename would silently replace.
    if link(path, destination) == 0 {
      _ = unlink(path)
      return
    }
    guard errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK else {
      throw Self.error(errno, destination, "cannot be created")
    }
    // A file system without hard links (FAT, some network shares): claim the name, then take it over.
    close(try open(destination, for: .create(mode: 0o600)))
    guard Glibc.rename(path, destination) == 0 else {
      let number = errno
      _ = unlink(destination)
      throw Self.error(number, destination, "cannot be created")
    }
  }

  public func remove(_ path: String) throws(FeedError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw Self.error(errno, path, "cannot be removed")
    }
  }

  public func synchronizeFolder(_ path: String) throws(FeedError) {
    let folder = try open(path, for: .read)
    defer { close(folder) }
    // Some network file systems cannot synchronise a folder and say EINVAL: nothing more can be done.
    guard fsync(folder.descriptor) == 0 || errno == EINVAL else {
      throw Self.error(errno, path, "cannot be brought to the disk")
    }
  }

  /// The error for an `errno` that a call on `path` left.
  static func error(
    _ number: Int32, _ path: String, _ failure: String, at offset: Int? = nil
  ) -> FeedError {
    let reason = String(cString: strerror(number))
    let (code, remedy): (FeedError.Code, String) =
      switch number {
      case ENOENT, ENOTDIR:
        (.missing, "Check the path, or list what is there with `retouche feeds`.")
      case EEXIST: (.exists, "Choose another id or folder: nothing is overwritten.")
      case ENOSPC, EDQUOT: (.noSpace, "Free some room on this disk and run the command again.")
      case EACCES, EPERM, EROFS:
        (.inaccessible, "Check the owner and the mode of the file and of its folder.")
      default: (.inaccessible, "Check the disk and the file's rights.")
      }
    return FeedError(
      code, file: path, offset: offset, value: reason, problem: "\(failure): \(reason)",
      remedy: remedy)
  }
}
