import CMariaDB

/// A statement that the server has parsed.
final class MariaDBStatement {
  private let handle: UnsafeMutablePointer<MYSQL_STMT>

  init(_ text: String, on connection: MariaDBConnection) throws(MariaDBError) {
    guard let handle = mysql_stmt_init(connection.handle) else {
      throw MariaDBError(of: connection.handle)
    }
    self.handle = handle
    guard mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else { throw error }
  }

  deinit { mysql_stmt_close(handle) }

  private var error: MariaDBError {
    MariaDBError(
      number: mysql_stmt_errno(handle), message: String(cString: mysql_stmt_error(handle)))
  }

  /// Runs the statement with these values, as many as it has question marks.
  func run(_ values: [MariaDBValue]) throws(MariaDBError) -> [[MariaDBValue]] {
    precondition(values.count == Int(mysql_stmt_param_count(handle)), "a value for each ?")
    let cells = values.map(MariaDBCell.init(holding:))
    var binds = cells.map(\.bind)
    guard binds.isEmpty || mysql_stmt_bind_param(handle, &binds) == 0,
      mysql_stmt_execute(handle) == 0
    else { throw error }
    // The binds point into the cells.
    return try withExtendedLifetime(cells) { () throws(MariaDBError) in try rows() }
  }

  private func rows() throws(MariaDBError) -> [[MariaDBValue]] {
    guard let metadata = mysql_stmt_result_metadata(handle) else {
      guard mysql_stmt_errno(handle) == 0 else { throw error }
      return []
    }
    defer { mysql_free_result(metadata) }
    let cells = (0..<mysql_num_fields(metadata)).map { column in
      MariaDBCell(for: mysql_fetch_field_direct(metadata, column).pointee.type)
    }
    var binds = cells.map(\.bind)
    guard mysql_stmt_bind_result(handle, &binds) == 0, mysql_stmt_store_result(handle) == 0 else {
      throw error
    }
    defer { mysql_stmt_free_result(handle) }
    var rows: [[MariaDBValue]] = []
    while true {
      switch mysql_stmt_fetch(handle) {
      case 0, MYSQL_DATA_TRUNCATED: break
      case MYSQL_NO_DATA: return rows
      default: throw error
      }
      var row: [MariaDBValue] = []
      for (column, cell) in cells.enumerated() {
        if let length = cell.missingLength {
          row.append(.text(try text(of: column, length)))
        } else {
          row.append(cell.value)
        }
      }
      rows.append(row)
    }
  }

  /// A text whose length only the fetched row tells.
  private func text(of column: Int, _ length: Int) throws(MariaDBError) -> String {
    var bytes = [UInt8](repeating: 0, count: length)
    let failed = bytes.withUnsafeMutableBytes { buffer in
      var bind = MYSQL_BIND()
      bind.buffer_type = MYSQL_TYPE_STRING
      bind.buffer = buffer.baseAddress
      bind.buffer_length = UInt(length)
      return mysql_stmt_fetch_column(handle, &bind, CUnsignedInt(column), 0) != 0
    }
    if failed { throw error }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The memory that one value of a statement is exchanged through.
final class MariaDBCell {
  private let kind: enum_field_types
  private let bytes: UnsafeMutableRawBufferPointer
  private let length: UnsafeMutablePointer<UInt>
  private let isNull: UnsafeMutablePointer<my_bool>

  /// A cell that holds a value to be sent.
  convenience init(holding value: MariaDBValue) {
    switch value {
    case .null:
      self.init(MYSQL_TYPE_NULL, [])
      isNull.pointee = 1
    case .integer(let number):
      self.init(MYSQL_TYPE_LONGLONG, withUnsafeBytes(of: Int64(number)) { Array($0) })
    case .real(let number):
      self.init(MYSQL_TYPE_DOUBLE, withUnsafeBytes(of: number) { Array($0) })
    case .text(let text): self.init(MYSQL_TYPE_STRING, Array(text.utf8))
    }
  }

  /// A cell for values of a column.
  convenience init(for column: enum_field_types) {
    switch column {
    case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_LONG, MYSQL_TYPE_INT24,
      MYSQL_TYPE_LONGLONG, MYSQL_TYPE_YEAR:
      self.init(MYSQL_TYPE_LONGLONG, [UInt8](repeating: 0, count: 8))
    case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE:
      self.init(MYSQL_TYPE_DOUBLE, [UInt8](repeating: 0, count: 8))
    default: self.init(MYSQL_TYPE_STRING, [])
    }
  }

  private init(_ kind: enum_field_types, _ content: [UInt8]) {
    self.kind = kind
    // At least a byte: the library does not take an address that is none.
    bytes = .allocate(byteCount: max(1, content.count), alignment: 8)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    bytes.copyBytes(from: content)
    length = .allocate(capacity: 1)
    length.initialize(to: UInt(content.count))
    isNull = .allocate(capacity: 1)
    isNull.initialize(to: 0)
  }

  deinit {
    bytes.deallocate()
    length.deallocate()
    isNull.deallocate()
  }

  /// What the library is told about the cell. The cell must outlive it.
  var bind: MYSQL_BIND {
    var bind = MYSQL_BIND()
    bind.buffer_type = kind
    bind.buffer = bytes.baseAddress
    bind.buffer_length = kind == MYSQL_TYPE_STRING ? length.pointee : UInt(bytes.count)
    bind.length = length
    bind.is_null = isNull
    return bind
  }

  /// The length of a text that has been fetched and does not fit here.
  var missingLength: Int? {
    guard kind == MYSQL_TYPE_STRING, isNull.pointee == 0, length.pointee > 0 else { return nil }
    return Int(length.pointee)
  }

  /// What has been fetched, but for a text with ``missingLength``.
  var value: MariaDBValue {
    if isNull.pointee != 0 { return .null }
    return switch kind {
    case MYSQL_TYPE_LONGLONG: .integer(Int(bytes.load(as: Int64.self)))
    case MYSQL_TYPE_DOUBLE: .real(bytes.load(as: Double.self))
    default: .text("")
    }
  }
}
