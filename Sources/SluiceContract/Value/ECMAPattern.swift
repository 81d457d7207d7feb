internal import CPCRE2

/// A `pattern` of a contract, compiled as the published ruling says: ECMA-262 syntax on Unicode scalars.
///
/// Used to refuse what does not compile and to try `examples`. Match and depth limits are set, so that no
/// pattern can hang the reader. Not shared between threads.
final class ECMAPattern {
  struct Fault: Error {
    var message: String
    /// Bytes from the start of the pattern.
    var offset: Int
  }

  private let code: OpaquePointer
  private let matchData: OpaquePointer
  private let matchContext: OpaquePointer?

  init(_ pattern: String) throws(Fault) {
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_compile_extra_options_8(context, UInt32(PCRE2_EXTRA_ALT_BSUX))
    let options =
      UInt32(PCRE2_UTF) | UInt32(PCRE2_ALT_BSUX) | UInt32(PCRE2_MATCH_UNSET_BACKREF)
      | UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_ALLOW_EMPTY_CLASS)
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(pattern.utf8)
    let compiled = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, context)
    guard let compiled, let data = pcre2_match_data_create_from_pattern_8(compiled, nil) else {
      throw Fault(message: Self.message(error), offset: offset)
    }
    code = compiled
    matchData = data
    matchContext = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(matchContext, 100_000)
    pcre2_set_depth_limit_8(matchContext, 1_000)
  }

  deinit {
    pcre2_match_context_free_8(matchContext)
    pcre2_match_data_free_8(matchData)
    pcre2_code_free_8(code)
  }

  /// Whether the pattern is found anywhere in the text; nil where a limit was hit.
  func isFound(in text: String) -> Bool? {
    let bytes = Array(text.utf8)
    let result = pcre2_match_8(code, bytes, bytes.count, 0, 0, matchData, matchContext)
    if result == PCRE2_ERROR_NOMATCH { return false }
    return result >= 0 ? true : nil
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }
}
