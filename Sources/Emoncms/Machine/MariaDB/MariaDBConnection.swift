import CMariaDB

/// A connection to a MariaDB or MySQL server, used by one thread at a time.
///
/// Its statements are prepared and their values bound, never pasted into the text. A connection
/// that broke stays broken: it is not taken up again behind the caller's back, because locks and
/// ids belong to it.
final class MariaDBConnection {
  /// Seconds to wait.
  struct Deadlines: Sendable {
    /// For the connection to stand.
    var connect = 5
    /// For an answer to come, and for a question to go.
    var answer = 30
  }

  /// Rows matched count as changed, even where their values stay the same.
  private static let foundRows: UInt = 2
  private static let characterSet = "utf8mb4"

  let handle: UnsafeMutablePointer<MYSQL>
  /// Whether a call has found the connection gone.
  private(set) var isBroken = false

  /// Connects.
  ///
  /// - Parameters:
  ///   - settings: Where to, and as whom.
  ///   - deadlines: How long to wait.
  /// - Throws: ``MariaDBError``.
  init(_ settings: EmoncmsSettings.Database, deadlines: Deadlines = Deadlines())
    throws(MariaDBError)
  {
    guard let handle = mysql_init(nil) else {
      throw MariaDBError(number: 2008, message: "The client library is out of memory")
    }
    for (option, seconds) in [
      (MYSQL_OPT_CONNECT_TIMEOUT, deadlines.connect), (MYSQL_OPT_READ_TIMEOUT, deadlines.answer),
      (MYSQL_OPT_WRITE_TIMEOUT, deadlines.answer),
    ] {
      var seconds = CUnsignedInt(clamping: seconds)
      mysql_options(handle, option, &seconds)
    }
    mysql_options(handle, MYSQL_SET_CHARSET_NAME, Self.characterSet)
    // A hostile server could ask for any file of ours otherwise.
    var allowsLocalFiles: CUnsignedInt = 0
    mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &allowsLocalFiles)
    let isConnected =
      mysql_real_connect(
        handle, settings.socket == nil ? settings.host : "localhost", settings.username,
        settings.password.text, settings.name, CUnsignedInt(settings.port), settings.socket,
        Self.foundRows) != nil
    guard isConnected else {
      let error = MariaDBError(of: handle)
      mysql_close(handle)
      throw error
    }
    self.handle = handle
  }

  deinit { mysql_close(handle) }

  /// Runs a statement.
  ///
  /// - Parameters:
  ///   - text: The statement, with a `?` for each value.
  ///   - values: The values, in order.
  /// - Returns: The rows, if it gives any.
  /// - Throws: ``MariaDBError``.
  @discardableResult
  func run(_ text: String, _ values: MariaDBValue...) throws(MariaDBError) -> [[MariaDBValue]] {
    try run(text, values)
  }

  /// The same with the values in an array.
  func run(_ text: String, _ values: [MariaDBValue]) throws(MariaDBError) -> [[MariaDBValue]] {
    do throws(MariaDBError) {
      let statement = try MariaDBStatement(text, on: self)
      return try statement.run(values)
    } catch {
      if error.isDisconnection { isBroken = true }
      throw error
    }
  }

  /// The id that the last INSERT of this connection was given.
  var lastInsertedID: Int { Int(clamping: mysql_insert_id(handle)) }

  /// How many rows the last statement that changes any found to change.
  var changedRows: Int { Int(clamping: Int64(bitPattern: mysql_affected_rows(handle))) }
}

extension MariaDBError {
  /// What a connection says of its last call.
  init(of handle: UnsafeMutablePointer<MYSQL>) {
    self.init(number: mysql_errno(handle), message: String(cString: mysql_error(handle)))
  }
}
