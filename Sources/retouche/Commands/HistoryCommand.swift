import ArgumentParser
import Workspace

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List the edits of a state feed.",
    discussion: """
      The oldest comes first; those that were taken back are marked.

      Example:
        retouche history north_state
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: "The state feed: its id, its name, or tag:name.")
  var feed: String

  func run() throws {
    let opened = try workspace.open()
    let feed = try opened.feed(feed)
    let items = try opened.history(feed)
    if output.json { return try Console.write(.array(items.map(\.json))) }
    guard !items.isEmpty else { return Console.tell("\(feed.name) was never edited.\n") }
    try Console.write(table(items, opened.localTime()).text())
  }

  private func table(_ items: [HistoryItem], _ clock: LocalTime) -> Table {
    var table = Table([
      .init("edit", .right), .init("made", rank: 1), .init("what"), .init("from"), .init("to"),
      .init("points", .right), .init(""),
    ])
    for item in items {
      let tint = item.undone ? Tint.dim : .plain
      func cell(_ text: String) -> Table.Cell { Table.Cell(text, tint) }
      table.add(
        Table.Cell("\(item.edit)", item.undone ? .dim : .bold),
        cell(clock.text(item.time - item.time % 60)),
        cell(item.what), cell(clock.text(item.times.lowerBound)),
        cell(clock.text(item.times.upperBound)), cell(Words.count(item.changedPoints)),
        cell(item.undone ? "undone" : ""))
    }
    return table
  }
}

extension HistoryItem {
  /// Its JSON object.
  var json: JSON {
    .object([
      "edit": JSON(edit), "time": JSON(time), "what": JSON(what), "from": JSON(times.lowerBound),
      "to": JSON(times.upperBound), "changed_points": JSON(changedPoints), "undone": .bool(undone),
    ])
  }
}
