import Foundation
import Testing

@testable import SluiceContract

@Suite struct ContractFileTests {
  private func file(of text: String) throws -> ContractFile {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return try ContractFile(path: path)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ]) func `the digest is the one of FIPS 180`(text: String, digest: String) throws {
    #expect(try file(of: text).sha256 == digest)
  }

  @Test func `a contract that is not there says so`() throws {
    let error = #expect(throws: ContractFileError.self) { try ContractFile(path: "/no/such/file.yaml") }
    #expect(error?.path == "/no/such/file.yaml" && error?.errno == ENOENT)
  }
}
