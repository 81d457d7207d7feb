import Foundation
import Testing

@testable import SluiceContract

struct ZoneDatabaseTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/zones/slim").path

  private func fault(_ name: String, folder: String = folder) -> ZoneDatabase.Fault? {
    do throws(ZoneDatabase.Fault) {
      _ = try ZoneDatabase(folder: folder).zone(named: name)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["UTC", "Etc/UTC", "Z", "+00:00"])
  func `UTC needs no folder`(name: String) throws {
    #expect(try ZoneDatabase(folder: "/nonexistent").zone(named: name).isUTC)
  }

  @Test(arguments: [("+05:30", 19800), ("-0800", -28800), ("+01", 3600)])
  func `an offset is a zone that never changes`(name: String, offset: Int) throws {
    let zone = try ZoneDatabase(folder: "/nonexistent").zone(named: name)
    #expect(zone.segment(at: 0).offset == Int64(offset))
    #expect(!zone.isUTC)
  }

  @Test func `a name that the folder does not have, and no folder at all, are told apart`() {
    #expect(fault("Europe/Berlin") == nil)
    #expect(fault("Europe/Bonn") == .unknown)
    #expect(fault("Europe/Berlin", folder: "/nonexistent") == .noDatabase(folder: "/nonexistent"))
    #expect(fault("Europe") == .unreadable(path: Self.folder + "/Europe"))
  }

  @Test(arguments: [
    "../fat/Europe/Berlin", "/etc/localtime", "Europe/./Berlin", "", "Europe//Berlin", "Europe/Berlin\0x", ".hidden",
  ])
  func `no name leads out of the folder`(name: String) {
    #expect(fault(name) == .unknown)
  }

  @Test func `names are those of files, sorted`() {
    let names = ZoneDatabase(folder: Self.folder).names()
    #expect(names.contains("Europe/Berlin") && names.contains("Etc/GMT+12"))
    #expect(names == names.sorted())
  }

  @Test func `lint offers the near name, and names the missing database`() {
    func lint(_ zone: String, _ folder: String) -> [String] {
      let text = column("logicalType: timestamp\nlogicalTypeOptions: {defaultTimezone: \(zone)}")
      return read(text, environment: ["TZDIR": folder]).diagnostics.map { "\($0.code) \($0.help ?? "")" }
    }
    #expect(lint("Europe/Berlin", Self.folder) == [])
    #expect(lint("Europe/Berln", Self.folder) == ["SL0229 did you mean \"Europe/Berlin\"?"])
    #expect(lint("Europe/Berlin", "/nonexistent") == ["SL0243 install the package tzdata, or name its folder in TZDIR"])
    #expect(lint("Etc/UTC", "/nonexistent") == [])
  }
}
