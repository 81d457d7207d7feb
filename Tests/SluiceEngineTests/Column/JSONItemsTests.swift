import Testing

@testable import SluiceEngine

/// Whether all items of an array differ: the same answer whether or not they fit the memory.
struct JSONItemsTests {
  /// Adds the items of an array as the walker does, arrays in it first where `isDeep`.
  private static func differ(_ text: String, most: Int) -> Bool {
    withBytes(text) { bytes in
      let items = JSONItems(most: most)
      items.open(0)
      var cursor = JSONCursor(bytes, at: 0, limit: bytes.count)
      guard cursor.enter() else { return items.close(bytes) }
      repeat {
        items.add(bytes, cursor.position)
        if cursor.first == UInt8(ascii: "[") {
          var inner = cursor
          items.open(cursor.position)
          if inner.enter() {
            repeat {
              items.add(bytes, inner.position)
              inner.skipValue()
            } while inner.next()
          }
          #expect(items.close(bytes))
        }
        cursor.skipValue()
      } while cursor.next()
      return items.close(bytes)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1 << 20])
  func `items are told apart, however few are kept at a time`(most: Int) {
    let numbers = (0..<200).map { "\($0)" }
    #expect(Self.differ("[" + numbers.joined(separator: ",") + "]", most: most))
    for twin in ["0", "1.0", "1e2", "\"x\"", "[1,2]", "{\"a\":1,\"b\":[]}"] {
      let same = ["0": "-0", "1.0": "10e-1", "1e2": "100.0", "\"x\"": "\"\\u0078\"", "[1,2]": "[1, 2.0]"]
      let other = same[twin] ?? "{\"b\":[],\"a\":1.0}"
      let items = [twin] + numbers.dropFirst(101) + [other]
      #expect(!Self.differ("[" + items.joined(separator: ", ") + "]", most: most), "\(twin)")
      #expect(Self.differ("[" + items.dropLast().joined(separator: ", ") + "]", most: most), "\(twin)")
    }
    #expect(Self.differ("[]", most: most) && Self.differ("[[1,2,3],[1,2],[]]", most: most))
  }

  @Test func `an object with more names than are kept is refused, and the next one is read`() {
    let names = JSONNames(most: 20)
    func fault(_ text: String) -> JSONFault? {
      withBytes(text) { bytes in
        var scanner = JSONScanner(bytes, 0, bytes.count)
        guard case .failed(let fault) = scanner.fill(JSONTape(), names: names) else { return nil }
        names.reset()
        return fault
      }
    }
    let members = (0..<20).map { "\"\($0)\":1" }
    #expect(fault("{" + members.joined(separator: ",") + "}") == nil)
    #expect(fault("{" + (members + ["\"x\":1"]).joined(separator: ",") + "}") == .tooManyNames)
    #expect(fault("[{" + members.joined(separator: ",") + "},{\"0\":1}]") == nil)
    #expect(fault("{\"z\":{" + members.joined(separator: ",") + "}}") == .tooManyNames)
  }
}
