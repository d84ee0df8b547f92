import Emoncms
import EmoncmsSupport
import Feeds
import Foundation
import TestSupport
import Testing
import Workspace

/// Whatever goes wrong between a workspace and an Emoncms: no feed is half registered, no point lost
/// or invented.
@Suite(.serialized) struct LinkFaultTests {
  private static func fault(_ random: inout SeededGenerator) -> ServedFault {
    switch Int.random(in: 0..<11, using: &random) {
    case 0: .cutAnswer(after: Int.random(in: 0...300, using: &random))
    case 1: .cutRequest(after: Int.random(in: 0...2500, using: &random))
    case 2: .pretend
    case 3: .refuse("no")
    case 4: .bareFalse
    case 5: .page
    case 6: .failure
    case 7: .unauthorized
    case 8: .redirect("http://192.0.2.1/")
    case 9: .truncatedBody
    default: .garble
    }
  }

  /// 10 schools of 50 faults, one after the other: an edit, a fault somewhere in the register or the
  /// push of it, then a command that goes through.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `500 faults at random requests`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let versions = EmoncmsServer.Version.allCases
    let school = try LinkedSchool(versions[Int(seed) % versions.count])
    defer { school.server.stop() }
    var isRegistered = false
    for round in 0..<50 {
      let before = school.there()
      if isRegistered {
        let first = Int.random(in: 0..<LinkedSchool.count - 40, using: &random)
        let states: [State] = [.on, .off, .unknown]
        try school.set(
          first..<(first + Int.random(in: 1...40, using: &random)),
          states[Int.random(in: 0..<3, using: &random)])
      }
      let here = try school.here()
      var fault = Self.fault(&random)
      // What goes wrong beside the points sent is nothing that a push looks at.
      if isRegistered, fault == .garble { fault = .pretend }
      let request = Int.random(in: 0..<14, using: &random)
      let broad = Int.random(in: 0..<4, using: &random) == 0 ? 20 : 1
      school.server.inject(fault, at: request..<(request + broad))
      var failed = false
      do {
        let link = try school.link()
        if isRegistered {
          _ = try link.push(school.state)
        } else {
          _ = try link.register(school.state)
        }
      } catch {
        failed = true
        let text = "\(error)"
        #expect(!text.contains(school.server.writeKey), "round \(round): \(text)")
      }
      school.server.heal()
      let isSameHere = try school.here() == here
      #expect(isSameHere, "round \(round), \(fault): nothing changes here")
      if let there = school.there(), let before, isRegistered {
        for slot in there.indices where there[slot] != here[slot] {
          #expect(there[slot] == before[slot], "round \(round), \(fault): slot \(slot) is invented")
        }
      }
      let isThere = school.there() == here
      #expect(failed || isThere, "round \(round), \(fault), said to be done")
      // The next command settles it.
      let link = try school.link()
      do {
        _ = try link.register(school.state)
        _ = try link.push(school.state)
      } catch {
        Issue.record("round \(round), \(fault) at \(request): \(error)")
        return
      }
      #expect(school.server.feeds.count == 1, "round \(round), \(fault)")
      let isSettled = school.there() == here
      #expect(isSettled, "round \(round), \(fault) at \(request)")
      isRegistered = true
      if Int.random(in: 0..<3, using: &random) == 0 {
        _ = try link.unregister(school.state)
        isRegistered = false
        #expect(school.server.feeds.isEmpty)
      }
    }
  }

  /// The program, killed at each of its requests before it hears of the answer.
  @Test(arguments: [EmoncmsServer.Version.v10, .v11])
  func `a kill at every request of register and push`(version: EmoncmsServer.Version) throws {
    for command in ["register", "push"] {
      for request in 0..<40 {
        let school = try LinkedSchool(version)
        defer { school.server.stop() }
        if command == "push" {
          _ = try school.link().register(school.state)
          try school.set(10..<20, .unknown)
          try school.set(300..<310, .on)
        }
        let here = try school.here()
        school.server.heal()
        school.server.inject(.stall, at: request..<(request + 1))
        let process = try RetoucheProcess.start([
          "emoncms", command, "north_state", "-w", school.folder.path,
        ])
        while process.isRunning, school.server.requests.count <= request { usleep(1000) }
        let wasKilled = process.isRunning
        if wasKilled { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        school.server.heal()
        let link = try school.link()
        _ = try link.register(school.state)
        _ = try link.push(school.state)
        #expect(school.server.feeds.count == 1, "\(command), killed at \(request)")
        let isSettled = school.there() == here
        #expect(isSettled, "\(command), killed at \(request)")
        if !wasKilled {
          #expect(request > 5, "\(command) makes some requests")
          break
        }
      }
    }
  }
}
