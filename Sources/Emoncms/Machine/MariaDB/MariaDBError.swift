/// What MariaDB, or its client library, says of a call that failed.
struct MariaDBError: Error, Hashable, CustomStringConvertible {
  /// The number of the error, as in MariaDB's reference: 1045 for a password that is not accepted.
  let number: UInt32
  let message: String

  var description: String { "\(message) (MariaDB error \(number))" }

  /// Whether the connection is gone, and with it the knowledge of what the last statement did.
  var isDisconnection: Bool { [1053, 1927, 2006, 2013, 2055].contains(number) }

  /// The error for the user.
  ///
  /// - Parameter database: What the database is called in messages.
  /// - Returns: The error, with the way out that fits the number.
  func emoncmsError(_ database: String) -> EmoncmsError {
    let (code, remedy): (EmoncmsError.Code, String) =
      switch number {
      case 1045, 1698:
        (.unauthorized, "Check the username and the password in Emoncms's settings.")
      case 1044, 1142, 1143, 1227:
        (.forbidden, "Give the user of Emoncms's settings the right to it.")
      case 1049, 1054, 1146:
        (.badSettings, "Check that Emoncms's settings name the database that Emoncms uses.")
      case 1290, 1792, 1836, 1036:
        (.readOnly, "Make the database writable again.")
      case 1366, 1406, 1267:
        (.badName, "Use a name that the character set of Emoncms's table can hold, or convert it.")
      case 3, 1021, 1114: (.noSpace, "Free some room on the disk of the database.")
      case 1205, 1969, 1213: (.timedOut, "Try again when the database is less busy.")
      case 2002, 2003, 2005, 1040, 1053, 1927, 2006, 2013, 2055:
        (.unreachable, "Check that MariaDB runs: `systemctl status mariadb`.")
      default: (.system, "See the log of MariaDB.")
      }
    return EmoncmsError(code, database, "does not do it: \(self)", remedy: remedy)
  }
}
