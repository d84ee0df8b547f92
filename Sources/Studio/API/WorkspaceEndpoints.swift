import Foundation
import Workspace

extension Site {
  /// The workspace itself.
  var workspaceEndpoints: [Endpoint] {
    [
      .get("workspace") { request in
        try request.withoutQuery()
        return try await read { workspace in
          let folder = URL(fileURLWithPath: workspace.folder).standardizedFileURL
          return Answer([
            "version": .string(version), "name": .string(folder.lastPathComponent),
            "time_zone": .string(try workspace.localTime().zone.identifier),
            "feeds": .integer(try workspace.feeds().count),
            "circuits": .integer(try workspace.circuits().count),
          ])
        }
      }
    ]
  }
}
