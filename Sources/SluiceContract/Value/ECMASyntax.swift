internal import CPCRE2

/// ECMA-262 patterns on Unicode scalars, by PCRE2: the one place that says with which options (ruling 6).
package enum ECMASyntax {
  package struct Fault: Error {
    package var message: String
    /// Bytes from the start of the pattern.
    package var offset: Int
  }

  /// Backtracking steps after which a match is undecided.
  package static let stepLimit: UInt32 = 100_000

  /// Compiled code, to be freed by the caller with `pcre2_code_free_8`.
  package static func compile(_ pattern: String) throws(Fault) -> OpaquePointer {
    do throws(Fault) {
      return try compileRewritten(ECMARewrite.rewritten(pattern))
    } catch {
      // The fault's place is meant in the pattern as its author wrote it.
      let code = try compileRewritten(pattern)
      pcre2_code_free_8(code)
      throw Fault(message: error.message, offset: 0)
    }
  }

  private static func compileRewritten(_ pattern: String) throws(Fault) -> OpaquePointer {
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_compile_extra_options_8(context, UInt32(PCRE2_EXTRA_ALT_BSUX))
    let options =
      UInt32(PCRE2_UTF) | UInt32(PCRE2_ALT_BSUX) | UInt32(PCRE2_MATCH_UNSET_BACKREF)
      | UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_ALLOW_EMPTY_CLASS)
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(pattern.utf8)
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, context) else {
      throw Fault(message: message(error), offset: offset)
    }
    return code
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }
}
