import BrowserSupport
import EmoncmsSupport
import Testing

/// The editor inside Emoncms, one test after the other: a real Emoncms has room for one.
@Suite(
  .serialized,
  .enabled(
    if: Chromium.isPresent && PHP.isPresent, "needs Chromium and PHP: scripts/setup test"))
enum EmoncmsEditorTests {}
