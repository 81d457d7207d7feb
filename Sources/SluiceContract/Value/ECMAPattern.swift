internal import CPCRE2

/// A `pattern` of a contract, compiled as the published ruling says: ECMA-262 syntax on Unicode scalars.
///
/// Used to refuse what does not compile and to try `examples`. Match and depth limits are set, so that no
/// pattern can hang the reader. Not shared between threads.
final class ECMAPattern {
  private let code: OpaquePointer
  private let matchData: OpaquePointer
  private let matchContext: OpaquePointer?

  init(_ pattern: String) throws(ECMASyntax.Fault) {
    let compiled = try ECMASyntax.compile(pattern)
    guard let data = pcre2_match_data_create_from_pattern_8(compiled, nil) else {
      pcre2_code_free_8(compiled)
      throw ECMASyntax.Fault(message: "no memory to compile it", offset: 0)
    }
    code = compiled
    matchData = data
    matchContext = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(matchContext, ECMASyntax.stepLimit)
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
}
