import Foundation
import Testing

@testable import Workspace

struct LocalTimeTests {
  private func zone(_ name: String) throws -> LocalTime {
    LocalTime(zone: try #require(TimeZone(identifier: name)))
  }

  @Test func `every spelling of the contract is read`() throws {
    let paris = try zone("Europe/Paris")
    let spellings: [(String, Int)] = [
      ("1615179600", 1_615_179_600), ("0", 0), ("-3600", -3600), (" 1615179600 ", 1_615_179_600),
      ("2021-03-08", 1_615_158_000), ("2021-03-08 06:00", 1_615_179_600),
      ("2021-03-08 06:00:30", 1_615_179_630), ("2021-03-08T06:00", 1_615_179_600),
      ("2021-03-08T06:00:30", 1_615_179_630), ("2021-03-08T05:00Z", 1_615_179_600),
      ("2021-03-08T05:00:00Z", 1_615_179_600), ("2021-03-08T05:00:00.999Z", 1_615_179_600),
      ("2021-03-08T05:00:00,5Z", 1_615_179_600), ("2021-03-08T06:00+01:00", 1_615_179_600),
      ("2021-03-08T06:00:00+0100", 1_615_179_600), ("2021-03-08T06:00+01", 1_615_179_600),
      ("2021-03-08T00:30-04:30", 1_615_179_600), ("2021-03-08 05:00 Z", 1_615_179_600),
      ("1969-12-31T23:59:59Z", -1), ("2106-02-07T06:28:15Z", 4_294_967_295),
    ]
    for (text, time) in spellings { #expect(try paris.parse(text) == time, "\(text)") }
    // In summer the clocks show two hours more than UTC.
    #expect(try paris.parse("2021-07-01 12:00") == 1_625_133_600)
  }

  @Test func `what is no time is refused with an example`() throws {
    let paris = try zone("Europe/Paris")
    let garbage = [
      "", " ", "now", "tomorrow", "2021", "2021-3-8", "2021-13-01", "2021-00-10", "2021-02-29",
      "2021-02-30", "2021-04-31", "2021-01-00", "2021-01-32", "2021-03-08 24:00",
      "2021-03-08 12:60", "2021-03-08 12:00:60", "2021-03-08 12", "2021-03-08 12:0",
      "2021-03-08T12:00+25:00", "2021-03-08T12:00+01:60", "2021-03-08T12:00+1", "2021-03-08Z",
      "08/03/2021", "2021/03/08", "2021-03-08 12:00 CET", "2021-03-08  12:00", "1e9", "0x10",
      "12.5", "NaN", "1615179600s", "99999999999999999999", "999999999999999",
      "-999999999999999", "٢٠٢١-٠٣-٠٨", "2021-03-08\n12:00", "'; DROP TABLE feed; --",
      String(repeating: "9", count: 5000),
    ]
    for text in garbage where text != "2021" {
      let error = #expect(throws: WorkspaceError.self, "\(text)") { try paris.parse(text) }
      #expect(error?.code == .malformed)
      #expect(error?.remedy.contains("2021-03-08 06:00") == true)
    }
    // A bare number is Unix seconds, whatever it looks like.
    #expect(try paris.parse("2021") == 2021)
  }

  @Test func `leap days are those of the calendar`() throws {
    let utc = try zone("UTC")
    #expect(try utc.parse("2020-02-29") == 1_582_934_400)
    #expect(try utc.parse("2000-02-29") == 951_782_400)
    for text in ["2100-02-29", "1900-02-29", "2021-02-29", "2023-02-29 12:00"] {
      #expect(throws: WorkspaceError.self, "\(text)") { try utc.parse(text) }
    }
  }

  @Test func `the night in which clocks are put on has no 02 30`() throws {
    let paris = try zone("Europe/Paris")
    #expect(try paris.parse("2021-03-28 01:59:59") == 1_616_893_199)
    #expect(try paris.parse("2021-03-28 03:00") == 1_616_893_200)
    for text in ["2021-03-28 02:00", "2021-03-28 02:30", "2021-03-28T02:59:59"] {
      let error = #expect(throws: WorkspaceError.self) { try paris.parse(text) }
      #expect(error?.code == .malformed)
      #expect(error?.description.contains("does not exist") == true)
      #expect(error?.description.contains("Europe/Paris") == true)
    }
    let error = #expect(throws: WorkspaceError.self) { try paris.parse("2021-03-28 02:30") }
    #expect(error?.remedy.contains("2021-03-28T03:30:00+02:00") == true, "\(error?.remedy ?? "")")
    #expect(try paris.parse("2021-03-28T03:30:00+02:00") == 1_616_895_000)
  }

  @Test func `the night in which clocks are put back has two of 02 30`() throws {
    let paris = try zone("Europe/Paris")
    let error = #expect(throws: WorkspaceError.self) { try paris.parse("2021-10-31 02:30") }
    #expect(error?.code == .malformed)
    #expect(error?.description.contains("twice") == true)
    for spelling in ["2021-10-31T02:30:00+02:00", "2021-10-31T02:30:00+01:00"] {
      #expect(error?.remedy.contains(spelling) == true)
    }
    #expect(try paris.parse("2021-10-31T02:30:00+02:00") == 1_635_640_200)
    #expect(try paris.parse("2021-10-31T02:30:00+01:00") == 1_635_643_800)
    #expect(try paris.parse("2021-10-31 01:59") == 1_635_638_340)
    #expect(try paris.parse("2021-10-31 03:00") == 1_635_645_600)
  }

  @Test(arguments: [
    "UTC", "Europe/Paris", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns",
    "Pacific/Apia", "Pacific/Chatham", "America/Sao_Paulo", "Africa/Casablanca",
    "Pacific/Kiritimati", "Asia/Tehran",
  ])
  func `every local time shows as it is read, in zones of odd offsets too`(name: String) throws {
    let local = try zone(name)
    // Two years and a half in steps that fall on every minute of the hour, changes of clocks included.
    for time in stride(from: 1_300_000_000, to: 1_380_000_000, by: 1801 * 37) {
      let text = local.text(time)
      do {
        #expect(try local.parse(text) == time)
      } catch {
        #expect(error.problem.contains("twice"), "\(text) in \(name): \(error)")
      }
      #expect(local.instants(showing: time + local.offset(at: time)).contains(time))
    }
  }

  @Test func `each instant of a night of change is told, and read where it is told once`() throws {
    for name in ["Europe/Paris", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"] {
      let local = try zone(name)
      for night in [1_616_860_800, 1_635_609_600, 1_325_160_000, 1_540_684_800, 1_633_190_400] {
        for time in stride(from: night, to: night + 86_400 * 2, by: 900) {
          let naive = time + local.offset(at: time)
          let instants = local.instants(showing: naive)
          // The naive search: every offset that any zone has, by quarters of an hour.
          let expected = stride(from: -15 * 3600, through: 15 * 3600, by: 1800)
            .map { naive - $0 }.filter { $0 + local.offset(at: $0) == naive }.sorted()
          #expect(instants == expected, "\(name) \(local.text(time))")
        }
      }
    }
  }

  @Test func `text has seconds only where there are any, and no instant is out of its range`()
    throws
  {
    let utc = try zone("UTC")
    #expect(utc.text(0) == "1970-01-01 00:00")
    #expect(utc.text(59) == "1970-01-01 00:00:59")
    #expect(utc.text(-1) == "1969-12-31 23:59:59")
    #expect(try zone("Asia/Kathmandu").text(0) == "1970-01-01 05:30")
    for time in [Int.min, Int.min + 1, -1_000_000_000_000, 1_000_000_000_000, Int.max] {
      for name in ["UTC", "Europe/Paris", "Pacific/Kiritimati", "Pacific/Honolulu"] {
        #expect(try !zone(name).text(time).isEmpty)
      }
    }
  }
}
