/// The files of the page that another page needs to hold the editor.
package enum EditorFiles {
  /// Their bytes by their paths: `editor/…`, the style and the icon.
  package static let all: [String: [UInt8]] = PageFile.all
    .filter { $0.key.hasPrefix("editor/") || ["studio.css", "icon.svg"].contains($0.key) }
    .mapValues(\.bytes)
}
