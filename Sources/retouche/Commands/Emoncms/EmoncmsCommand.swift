import ArgumentParser

struct EmoncmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emoncms",
    abstract: "Work with a real Emoncms.",
    discussion: """
      A workspace learns of an Emoncms once, by its address and write key or, on the same machine, by \
      the folder of its settings. Measured feeds come from there; a state feed goes there and is then \
      listed and plotted like any other. What a process that was cut off has left is settled by the \
      next command.

      Examples:
        retouche emoncms add school https://emoncms.example --key-file key.txt
        retouche emoncms pull --all
        retouche emoncms register north_state
        retouche emoncms push north_state
      """,
    subcommands: [
      EmoncmsAddCommand.self, EmoncmsListCommand.self, EmoncmsForgetCommand.self,
      EmoncmsDoctorCommand.self, EmoncmsFeedsCommand.self, EmoncmsPullCommand.self,
      EmoncmsRegisterCommand.self,
      EmoncmsPushCommand.self, EmoncmsUnregisterCommand.self, EmoncmsWatchCommand.self,
      EmoncmsInstallEditorCommand.self, EmoncmsRemoveEditorCommand.self,
    ])
}
