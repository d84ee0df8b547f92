import Emoncms

/// A dump gives the same rows, or the same error, whether it comes in one piece or in many.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: data, count: count)
  let whole = read(bytes, piece: 1 << 16)
  precondition(whole == read(bytes, piece: 1))
  precondition(whole == read(bytes, piece: 7))
  return 0
}

private struct Outcome: Equatable {
  var rows: [SQLRow] = []
  var error: BackupError?
}

private func read(_ bytes: UnsafeRawBufferPointer, piece: Int) -> Outcome {
  var offset = 0
  let dump = SQLDump(file: "emoncms.sql", table: "feeds", columns: ["id", "name"]) { buffer in
    let count = min(piece, buffer.count, bytes.count - offset)
    buffer.copyBytes(from: bytes[offset..<offset + count])
    offset += count
    return count
  }
  var outcome = Outcome()
  do {
    while let row = try dump.next() {
      precondition(row.values.count == row.columns.count)
      _ = row.values.map { ($0.string, $0.integer) }
      outcome.rows.append(row)
    }
  } catch {
    precondition(error.line ?? 0 > 0)
    outcome.error = error
  }
  return outcome
}
