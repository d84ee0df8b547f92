import Feeds

/// Metadata that is taken gives back the bytes that matter; any other is refused by an error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  do {
    let metadata = try FeedMetadata(bytes: bytes, file: "1.meta")
    precondition(metadata.interval > 0)
    precondition(metadata.bytes[8...] == bytes[8...])
    let timeline = Timeline(
      start: Int(metadata.start), interval: Int(metadata.interval), count: 1000)
    precondition(timeline.slot(at: timeline.lastTime) == 999)
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}
