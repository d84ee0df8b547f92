import ArgumentParser
import Emoncms
import EmoncmsModule

struct EmoncmsInstallEditorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install-editor",
    abstract: "Bring the editor into the pages of an Emoncms on this machine.",
    usage: """
      retouche emoncms install-editor --emoncms DIR [--dry-run] [--yes]
        [--discard-changes] [--json]
      """,
    discussion: """
      A module of its own is put into Modules/retouche, whole or not at all; no file of Emoncms is \
      touched. What will be written is said first, and asked about. Run again, it brings the editor up to \
      date. Emoncms 10.4 to 11.16.

      Examples:
        sudo retouche emoncms install-editor --emoncms /var/www/emoncms
        retouche emoncms install-editor --emoncms /var/www/emoncms --dry-run
      """)

  @OptionGroup var folder: EmoncmsFolderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let emoncms = try EmoncmsFolder(folder.emoncms)
    let plan = try InstallationPlan(
      emoncms, ModuleAssembly(version: Retouche.version),
      settings: try? folder.settings(of: emoncms).get())
    let text = InstallationText(plan)
    if plan.isNothing {
      if output.json { return try Console.write(plan.json(isDone: false)) }
      return try Console.write("\(text.heading)\(text.upToDate)")
    }
    if !output.json { try Console.write(text.heading + text.announcement) }
    text.notes.forEach(Console.note)
    try folder.require(plan.byOthers, in: emoncms)
    try plan.requireWritable()
    if folder.dryRun {
      if output.json { try Console.write(plan.json(isDone: false)) }
      return
    }
    try folder.agree(text.question, to: "to install the editor")
    try ModuleInstaller().install(plan, discardingChanges: folder.discardChanges)
    if output.json { return try Console.write(plan.json(isDone: true)) }
    try Console.write(text.conclusion)
  }
}
