import ArgumentParser
import Emoncms
import EmoncmsModule

/// Which Emoncms of this machine a command is about, and how much it may do unasked.
struct EmoncmsFolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that Emoncms is installed in, such as /var/www/emoncms.", valueName: "dir"),
    completion: .directory)
  var emoncms: String

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Lose what was changed or added there by hand.")
  var discardChanges = false

  /// Its settings, or why they cannot be read.
  func settings(of folder: EmoncmsFolder) -> Result<EmoncmsSettings, EmoncmsError> {
    do throws(EmoncmsError) {
      return .success(try EmoncmsSettings(readingFrom: folder.path))
    } catch {
      return .failure(error)
    }
  }

  /// Refuses to lose what others made, unless that was asked for.
  ///
  /// - Parameters:
  ///   - changes: Paths of what would be lost.
  ///   - folder: The Emoncms.
  /// - Throws: `EmoncmsError`.
  func require(_ changes: [String], in folder: EmoncmsFolder) throws {
    guard changes.isEmpty || discardChanges else { throw folder.changedByOthers(changes) }
  }

  /// Asks, unless asked not to.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - deed: What a yes would do, as in "to install the editor".
  /// - Throws: ``CommandError`` without a yes.
  func agree(_ question: String, to deed: String) throws {
    guard !yes else { return }
    guard Terminal.asks else {
      throw CommandError("nobody is there to be asked", remedy: "Say --yes \(deed).")
    }
    guard Terminal.agrees(question) else {
      throw CommandError("nothing was changed", remedy: "Say y \(deed).")
    }
  }
}
