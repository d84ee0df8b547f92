import BrowserSupport
import Testing

/// The address carries the view, so that it can be sent to a colleague.
@Suite(.serialized, .enabled(if: Chromium.isPresent, "needs Chromium: scripts/setup test"))
struct AddressTests {
  private static let view = "({...model.window, curves: model.curves, lanes: model.lanes})"

  @Test func `what is shown is in the address, and shown again from it`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.press("2")
      try await page.press("-")
      // A feed less: its box in the list of feeds.
      try await page.browser.press("/")
      try await page.browser.element(role: "checkbox", name: "outdoor").click()
      try await page.ready()
      try await page.browser.press(.escape)
      try await page.browser.wait(
        until: "the address follows",
        "return decodeURIComponent(location.hash).includes('feeds=1,2&')")
      let address = try await page.browser.address
      let view = try await page.value(Self.view)
      #expect(view["curves"].array?.count == 2)
      #expect(address.contains("circuit=north") && address.contains("from=2021-01-"), "\(address)")

      _ = try await page.browser.openTab()
      try await page.browser.open(address)
      try await page.ready()
      let again = try await page.value(Self.view)
      #expect(again["curves"] == view["curves"] && again["lanes"] == view["lanes"])
      for end in ["from", "to"] {
        let (a, b) = (view[end].number ?? 0, again[end].number ?? 0)
        #expect(abs(a - b) < 2, "\(a) and \(b)")
      }
      try await page.browser.wait(
        until: "the title says which circuit", "return document.title === 'north · Retouche'")
    }
  }

  @Test func `back goes to the feeds that were chosen before`() async throws {
    let school = try StudioSchool()
    try await withStudio(school.path, view: StudioPage.days(3...3)) { page in
      try await page.browser.wait(
        until: "the address follows", "return location.hash.includes('feeds=')")
      try await page.browser.press("/")
      try await page.browser.element(role: "checkbox", name: "truth").click()
      try await page.browser.wait(
        until: "the address follows", "return /feeds=[^&]*4/.test(location.hash)")
      try await page.browser.back()
      try await page.wait(until: "three curves are drawn", "model.curves.length === 3")
      try await page.browser.forward()
      try await page.wait(until: "four curves are drawn", "model.curves.length === 4")
    }
  }

  @Test func `an address of nonsense shows what there is`() async throws {
    let school = try StudioSchool()
    let view = "circuit=nowhere&feeds=1,99,x&lanes=77,5&from=2021-99-01T00:00&to=soon"
    try await withStudio(school.path, view: view) { page in
      try await page.ready()
      #expect(try await page.value("model.curves.map(it => it.id)") == [1])
      #expect(try await page.value("model.lanes") == [5])
      #expect(try await page.value("model.window.from < model.window.to") == true)
    }
  }
}
