/// One file of the page, as it travels inside the program.
struct PageFile: Sendable {
  /// Its media type, as `Content-Type` says it.
  let mediaType: String
  let bytes: [UInt8]

  init(mediaType: String, bytes: [UInt8]) {
    self.mediaType = mediaType
    self.bytes = bytes
  }

  /// The page's files by their paths below the server's root.
  static let all: [String: PageFile] = contents.reduce(into: [:]) { files, content in
    guard let mediaType = mediaType(of: content.key) else { return }
    files[content.key] = PageFile(mediaType: mediaType, bytes: content.value)
  }

  /// What the build put into the program: a line for each file of `Page/`, which a test compares with
  /// the folder.
  private static let contents: [String: [UInt8]] = [
    "icon.svg": PackageResources.icon_svg,
    "index.html": PackageResources.index_html,
    "studio.css": PackageResources.studio_css,
    "editor/actions.js": PackageResources.actions_js,
    "editor/address.js": PackageResources.address_js,
    "editor/axes.js": PackageResources.axes_js,
    "editor/calendar.js": PackageResources.calendar_js,
    "editor/carpet.js": PackageResources.carpet_js,
    "editor/chart.js": PackageResources.chart_js,
    "editor/chooser.js": PackageResources.chooser_js,
    "editor/curves.js": PackageResources.curves_js,
    "editor/dialogs.js": PackageResources.dialogs_js,
    "editor/dom.js": PackageResources.dom_js,
    "editor/editor.js": PackageResources.editor_js,
    "editor/edits.js": PackageResources.edits_js,
    "editor/figures.js": PackageResources.figures_js,
    "editor/format.js": PackageResources.format_js,
    "editor/history.js": PackageResources.history_js,
    "editor/host.js": PackageResources.host_js,
    "editor/icons.js": PackageResources.icons_js,
    "editor/keys.js": PackageResources.keys_js,
    "editor/knee.js": PackageResources.knee_js,
    "editor/lane.js": PackageResources.lane_js,
    "editor/live.js": PackageResources.live_js,
    "editor/model.js": PackageResources.model_js,
    "editor/notices.js": PackageResources.notices_js,
    "editor/overview.js": PackageResources.overview_js,
    "editor/palette.js": PackageResources.palette_js,
    "editor/panels.js": PackageResources.panels_js,
    "editor/pointer.js": PackageResources.pointer_js,
    "editor/ramp.js": PackageResources.ramp_js,
    "editor/readout.js": PackageResources.readout_js,
    "editor/review.js": PackageResources.review_js,
    "editor/reviewing.js": PackageResources.reviewing_js,
    "editor/scale.js": PackageResources.scale_js,
    "editor/segments.js": PackageResources.segments_js,
    "editor/series.js": PackageResources.series_js,
    "editor/source.js": PackageResources.source_js,
    "editor/table.js": PackageResources.table_js,
    "editor/ticks.js": PackageResources.ticks_js,
    "editor/toolbar.js": PackageResources.toolbar_js,
    "editor/view.js": PackageResources.view_js,
    "editor/virtual.js": PackageResources.virtual_js,
    "editor/words-chart.js": PackageResources.words_chart_js,
    "editor/words-en.js": PackageResources.words_en_js,
    "editor/words-fr.js": PackageResources.words_fr_js,
    "editor/words.js": PackageResources.words_js,
    "studio/api-source.js": PackageResources.api_source_js,
    "studio/studio.js": PackageResources.studio_js,
  ]

  /// The media type that a file's name tells; nil for what is no part of a page.
  static func mediaType(of name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return switch name[name.index(after: dot)...] {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "json": "application/json"
    case "png": "image/png"
    default: nil
    }
  }
}
