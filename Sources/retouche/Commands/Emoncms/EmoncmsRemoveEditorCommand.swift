import ArgumentParser
import Emoncms
import EmoncmsModule

struct EmoncmsRemoveEditorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove-editor",
    abstract: "Take the editor out of an Emoncms on this machine.",
    usage: """
      retouche emoncms remove-editor --emoncms DIR [--keep-history] [--dry-run]
        [--yes] [--discard-changes] [--json]
      """,
    discussion: """
      The module's folder goes, and its two tables with the journal of edits and the circuits, after \
      saying how much they hold and asking. The feeds stay as they are. Nothing else of Emoncms is \
      touched, and nothing is left.

      Examples:
        sudo retouche emoncms remove-editor --emoncms /var/www/emoncms
        retouche emoncms remove-editor --emoncms /var/www/emoncms --keep-history
      """)

  @OptionGroup var folder: EmoncmsFolderOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Leave the tables with the journal and the circuits.")
  var keepHistory = false

  func run() throws {
    let emoncms = try EmoncmsFolder(folder.emoncms)
    let plan = try RemovalPlan(
      emoncms, settings: folder.settings(of: emoncms), keepsHistory: keepHistory)
    let text = RemovalText(plan)
    if plan.isNothing {
      if output.json {
        try Console.write(plan.json(isDone: false))
      } else {
        try Console.write(text.nothing)
      }
      return try text.requireKnownHistory()
    }
    if !output.json { try Console.write(text.announcement) }
    try folder.require(plan.byOthers, in: emoncms)
    try plan.requireWritable()
    if folder.dryRun {
      if output.json { try Console.write(plan.json(isDone: false)) }
      return try text.requireKnownHistory()
    }
    try folder.agree(text.question, to: "to remove the editor")
    try ModuleRemover().remove(plan, discardingChanges: folder.discardChanges)
    if output.json {
      try Console.write(plan.json(isDone: true))
    } else {
      try Console.write(text.conclusion)
    }
    try text.requireKnownHistory()
  }
}
