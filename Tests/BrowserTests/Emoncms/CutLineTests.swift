import BrowserSupport
import EmoncmsSupport
import Feeds
import Foundation
import Testing

extension EmoncmsEditorTests {
  /// The network cut at each request of a write, and servers that lie: nothing is half-written.
  @Suite struct CutLineTests {
    private static let night = StudioSchool.time(day: 3, 20)..<StudioSchool.time(day: 3, 22)
    /// To the end of the feed: the cached last value is written too.
    private static let end = StudioSchool.time(day: 9, 21)..<StudioSchool.time(day: 10, 0)

    private static let writing = [
      "retouche/begin.json", "feed/upload.json", "retouche/finish.json",
    ]

    /// A request of a write: its path, and how many of that path come before.
    private struct Step: Hashable, CustomStringConvertible {
      let path: String
      let passing: Int

      var description: String { "\(path) \(passing + 1)" }
    }

    /// Everything that a stroke asks, in its order.
    private static func steps(
      of page: EmoncmsPage, _ gate: RequestGate, _ stroke: () async throws -> Void
    ) async throws -> [Step] {
      gate.forget()
      try await stroke()
      var counts: [String: Int] = [:]
      return gate.requests.map { request in
        defer { counts[request.path, default: 0] += 1 }
        return Step(path: request.path, passing: counts[request.path, default: 0])
      }
    }

    /// Waits until nothing is begun and not finished.
    private static func settled(_ page: EmoncmsPage, _ server: ModuleServer) async throws {
      for _ in 0..<400 {
        let pending = try server.sql(
          "SELECT count(*) FROM retouche_edit WHERE status = 'pending'")
        if pending == "0\n" { return try await page.ready() }
        try await Task.sleep(for: .milliseconds(50))
      }
      throw EditorPageError("an edit stays pending; the page says \(try await page.notices())")
    }

    /// As a browser tells its pages that the network is there again.
    private static func reconnect(_ page: EmoncmsPage) async throws {
      try await page.browser.script("dispatchEvent(new Event('online'))")
    }

    @Test(arguments: EmoncmsServer.Version.allCases)
    func `a request or an answer that is lost loses no point and invents none`(
      _ version: EmoncmsServer.Version
    ) async throws {
      try await TriedModule.served(version).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        let old = try school.bits()
        try await withEmoncmsPage(school, 9...9, consoleMaySpeak: true) { page in
          try await page.click("On")
          func stroke() async throws {
            try await page.drag(from: Self.end.lowerBound, to: Self.end.upperBound)
          }
          let steps = try await Self.steps(of: page, server.gate, stroke)
          let new = try school.bits()
          #expect(new != old)
          #expect(server.feeds.feeds.first { $0.id == school.state }?.value == 1)
          for path in Self.writing {
            #expect(steps.contains { $0.path == path }, "\(steps)")
          }
          try await page.control("z")
          #expect(try school.bits() == old)

          // The oldest asks the most; of the others, what differs from it and what writes.
          let tried = version == .v10 ? steps : steps.filter { Self.writing.contains($0.path) }
          for step in tried {
            for loss in RequestGate.Loss.allCases {
              server.gate.lose(loss, of: step.path, passing: step.passing)
              try await stroke()
              #expect(server.gate.hasLost, "\(step)")
              server.gate.restore()
              try await Self.settled(page, server)
              let after = try school.bits()
              if after == old {
                // The page has said so, and the same gesture is right now.
                #expect(try await !page.notices().isEmpty, "\(loss) of \(step)")
                try await Self.reconnect(page)
                try await page.wait(until: "it is in touch", "model.status.connected")
                try await stroke()
              } else {
                #expect(after == new, "\(loss) of \(step)")
              }
              #expect(try school.bits() == new, "\(loss) of \(step)")
              let feed = server.feeds.feeds.first { $0.id == school.state }
              #expect(feed?.value == 1, "\(loss) of \(step)")
              try await page.control("z")
              #expect(try school.bits() == old, "undo after \(loss) of \(step)")
            }
          }
        }
      }
    }

    private static let lasting: [(EmoncmsServer.Version, RequestGate.Loss, String)] = [
      (.v10, .request, "feed/upload.json"), (.v11Editor, .answer, "feed/upload.json"),
    ]

    @Test(arguments: lasting.indices)
    func `cut for long in the middle, the page says so, and settles it when it can`(
      _ index: Int
    ) async throws {
      let (version, loss, path) = Self.lasting[index]
      try await TriedModule.served(version).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        let old = try school.bits()
        let painted = school.setting(try school.states(), Self.night, to: .on)
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          server.gate.lose(loss, of: path, staysDown: true)
          try await page.paint("On", Self.night)
          let notices = try await page.notices()
          #expect(notices.contains { $0.contains("does not answer") || $0.contains("stopped") })
          let banner = try await page.browser.element(".rt-banner:not([hidden])")
          #expect(try await banner.text.contains("does not answer"))
          try await page.browser.keepScreenshot("cut in the middle, \(index)")
          // Whole, whichever it is.
          let meanwhile = try school.states()
          #expect(try school.bits() == old || meanwhile == painted)

          server.gate.restore()
          try await Self.reconnect(page)
          try await page.wait(until: "it is in touch", "model.status.connected")
          try await Self.settled(page, server)
          if try school.states() != painted {
            #expect(try school.bits() == old)
            try await page.drag(from: Self.night.lowerBound, to: Self.night.upperBound)
          }
          #expect(try school.states() == painted)
          try await page.control("z")
          #expect(try school.bits() == old)
        }
      }
    }

    @Test func `a page that is closed in the middle is settled by the next one`() async throws {
      try await TriedModule.served(.v11).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        let old = try school.bits()
        let painted = school.setting(try school.states(), Self.night, to: .on)
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          server.feeds.inject(.half, at: "feed/upload.json")
          server.gate.lose(.answer, of: "feed/upload.json", staysDown: true)
          try await page.click("On")
          try await page.browser.drag(
            from: try await page.point(Self.night.lowerBound),
            to: try await page.point(Self.night.upperBound))
          try await page.browser.wait(
            until: "it is cut",
            "return document.querySelector('.rt-notice, .rt-banner:not([hidden])') !== null")
          // The writing program was killed: half of it stands.
          #expect(try school.bits() != old)
          #expect(try school.states() != painted)
          try await page.browser.open("about:blank")

          server.gate.restore()
          try await page.open(school, 3...3)
          try await Self.settled(page, server)
          #expect(try school.states() == painted)
          try await page.control("z")
          #expect(try school.bits() == old)
        }
      }
    }

    @Test(arguments: [EmoncmsServer.Version.v10, .v11])
    func `a server that says yes and does not, or no and does, is not believed`(
      _ version: EmoncmsServer.Version
    ) async throws {
      try await TriedModule.served(version).use { emoncms in
        let school = try EmoncmsSchool(emoncms)
        let server = try #require(emoncms.server)
        let old = try school.bits()
        let painted = school.setting(try school.states(), Self.night, to: .on)
        try await withEmoncmsPage(school, consoleMaySpeak: true) { page in
          try await page.click("On")
          for fault in [
            ServedFault.pretend, .bareFalse, .failure, .page, .refuse("no"), .half,
            .cutAnswer(after: 0), .cutAnswer(after: 190), .truncatedBody,
          ] {
            server.feeds.inject(fault, at: "feed/upload.json")
            try await page.drag(from: Self.night.lowerBound, to: Self.night.upperBound)
            try await Self.settled(page, server)
            if try school.states() != painted {
              #expect(try school.bits() == old, "\(fault)")
              #expect(try await !page.notices().isEmpty, "\(fault)")
              #expect(try await page.value("model.history.head") == nil, "\(fault)")
              try await page.closeNotices()
              try await page.drag(from: Self.night.lowerBound, to: Self.night.upperBound)
            }
            #expect(try school.states() == painted, "\(fault)")
            try await page.control("z")
            #expect(try school.bits() == old, "\(fault)")
          }
        }
      }
    }
  }
}
