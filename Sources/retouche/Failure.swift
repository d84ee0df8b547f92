import ArgumentParser
import Emoncms
import Feeds
import Foundation
import Inference
import Simulation
import Workspace

/// What a command itself refuses, in the words of the person who ran it.
struct CommandError: Error, CustomStringConvertible {
  /// What is wrong, a clause without a full stop.
  let problem: String
  /// What the user can do, a sentence.
  let remedy: String

  /// - Parameters:
  ///   - problem: A clause without a full stop.
  ///   - remedy: The way out, a sentence.
  init(_ problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  var description: String { "\(problem). \(remedy)" }
}

/// The edge where errors become sentences on standard error and an exit code.
enum Failure {
  /// Ends the program as an error asks for: 0 for help, 64 for wrong usage, else 1.
  static func end(_ error: any Error) -> Never {
    switch Retouche.exitCode(for: error) {
    case .success:
      Retouche.exit(withError: error)
    case .validationFailure:
      let message = Retouche.fullMessage(for: error)
      let prefix = "Error: "
      Console.note(message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message)
      exit(ExitCode.validationFailure.rawValue)
    case let code:
      // A bare code has been spoken of already.
      if !(error is ExitCode) { Console.note(sentence(error)) }
      exit(code.rawValue)
    }
  }

  /// Says several problems, and ends the command with code 1 if there is one.
  ///
  /// - Parameter problems: Sentences.
  /// - Throws: `ExitCode` where there is a problem.
  static func report(_ problems: [String]) throws {
    problems.forEach(Console.note)
    guard problems.isEmpty else { throw ExitCode.failure }
  }

  /// An error in words: what is wrong, and the way out.
  static func sentence(_ error: any Error) -> String {
    switch error {
    case is FeedError, is WorkspaceError, is InferenceError, is BackupError, is EmoncmsError,
      is CommandError:
      "\(error)"
    default:
      error.localizedDescription
    }
  }
}
