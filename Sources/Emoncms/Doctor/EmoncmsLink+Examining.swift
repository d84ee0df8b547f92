import Workspace

extension EmoncmsLink {
  /// Looks at an Emoncms, and at what this workspace has registered there, and changes nothing.
  ///
  /// - Parameter progress: Told of the feeds that have been looked at, and of all.
  /// - Returns: What is so, and what is wrong.
  /// - Throws: ``EmoncmsError`` where the Emoncms cannot be looked at at all.
  public func examine(
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> EmoncmsExamination {
    try examiner().examine(progress: progress)
  }

  /// What looks at the Emoncms, and at what this workspace has registered there.
  public func examiner() throws -> EmoncmsExaminer {
    EmoncmsExaminer(
      installation, registrations: try workspace.registrations(on: connection),
      localTime: try workspace.localTime())
  }
}
