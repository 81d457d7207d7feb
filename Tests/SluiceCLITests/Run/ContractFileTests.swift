import Testing

@testable import SluiceCLI

@Suite struct ContractFileTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ]) func `the digest is the one of FIPS 180`(text: String, digest: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, "c.yaml")
    #expect(try ContractFile(path: folder.path("c.yaml")).sha256 == digest)
  }

  @Test func `a contract that is not there says so`() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: SystemError.self) { try ContractFile(path: folder.path("no.yaml")) }
    #expect(
      error?.message == "cannot read the contract \(folder.path("no.yaml")): No such file or directory")
  }
}
