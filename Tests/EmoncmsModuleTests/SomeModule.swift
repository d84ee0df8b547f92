@testable import EmoncmsModule

/// Small modules to install in each other's place.
enum SomeModule {
  static func old(version: String = "1.2.0") throws -> ModuleAssembly {
    try ModuleAssembly(
      version: version,
      module: [
        "retouche_controller.php": Array("<?php // old".utf8), "module.json": Array("{}".utf8),
        "Views/gone.php": Array("<?php".utf8),
      ],
      page: ["editor/editor.js": Array("old".utf8), "emoncms/emoncms.js": Array("same".utf8)])
  }

  static func new(version: String = "1.10.0") throws -> ModuleAssembly {
    try ModuleAssembly(
      version: version,
      module: [
        "retouche_controller.php": Array("<?php // new".utf8), "module.json": Array("{}".utf8),
        "lib/come.php": [],
      ],
      page: ["editor/editor.js": Array("new".utf8), "emoncms/emoncms.js": Array("same".utf8)])
  }
}
