/// What the build put into the program: a line for each file of `Module/` and of `Page/`, which a test
/// compares with the folders.
///
/// The build names a file by its last part alone: no two files of either folder may share one.
enum ModuleContents {
  /// What Emoncms runs, by paths below the module's folder.
  static let module: [String: [UInt8]] = [
    "Views/bare.php": PackageResources.bare_php,
    "Views/framed.php": PackageResources.framed_php,
    "Views/selection.js": PackageResources.selection_js,
    "Views/visualisations.js": PackageResources.visualisations_js,
    "lib/RetoucheBlocks.php": PackageResources.RetoucheBlocks_php,
    "lib/RetoucheBody.php": PackageResources.RetoucheBody_php,
    "lib/RetoucheCircuits.php": PackageResources.RetoucheCircuits_php,
    "lib/RetoucheDatabase.php": PackageResources.RetoucheDatabase_php,
    "lib/RetoucheEdits.php": PackageResources.RetoucheEdits_php,
    "lib/RetoucheFeeds.php": PackageResources.RetoucheFeeds_php,
    "lib/RetoucheHistory.php": PackageResources.RetoucheHistory_php,
    "lib/RetoucheMenu.php": PackageResources.RetoucheMenu_php,
    "lib/RetoucheModule.php": PackageResources.RetoucheModule_php,
    "lib/RetouchePage.php": PackageResources.RetouchePage_php,
    "lib/RetoucheRefusal.php": PackageResources.RetoucheRefusal_php,
    "lib/RetoucheStore.php": PackageResources.RetoucheStore_php,
    "lib/RetoucheStudio.php": PackageResources.RetoucheStudio_php,
    "lib/RetoucheTables.php": PackageResources.RetoucheTables_php,
    "lib/RetoucheVisitor.php": PackageResources.RetoucheVisitor_php,
    "lib/RetoucheWords.php": PackageResources.RetoucheWords_php,
    "lib/load.php": PackageResources.load_php,
    "locale/en_GB.json": PackageResources.en_GB_json,
    "locale/fr_FR.json": PackageResources.fr_FR_json,
    "module.json": PackageResources.module_json,
    "retouche_controller.php": PackageResources.retouche_controller_php,
    "retouche_menu.php": PackageResources.retouche_menu_php,
    "retouche_schema.php": PackageResources.retouche_schema_php,
  ]

  /// The part of the page that is Emoncms's only, by paths below `Page/`.
  static let page: [String: [UInt8]] = [
    "circuits.js": PackageResources.circuits_js,
    "create-state.js": PackageResources.create_state_js,
    "emoncms-source.js": PackageResources.emoncms_source_js,
    "emoncms.js": PackageResources.emoncms_js,
    "feeds.js": PackageResources.feeds_js,
    "http.js": PackageResources.http_js,
    "journal.js": PackageResources.journal_js,
    "journals.js": PackageResources.journals_js,
    "kinds.js": PackageResources.kinds_js,
    "last-value.js": PackageResources.last_value_js,
    "memory.js": PackageResources.memory_js,
    "options.js": PackageResources.options_js,
    "plan.js": PackageResources.plan_js,
    "points.js": PackageResources.points_js,
    "proposals.js": PackageResources.proposals_js,
    "pyramid.js": PackageResources.pyramid_js,
    "retry.js": PackageResources.retry_js,
    "runs.js": PackageResources.runs_js,
    "states.js": PackageResources.states_js,
    "unfinished.js": PackageResources.unfinished_js,
    "upload.js": PackageResources.upload_js,
    "watch.js": PackageResources.watch_js,
    "words.js": PackageResources.words_js,
    "writer.js": PackageResources.writer_js,
  ]
}
