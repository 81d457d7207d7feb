internal import CPCRE2
internal import SluiceContract

/// A compiled ECMA-262 pattern, searched unanchored on Unicode scalars (ruling 6 of the contract language).
///
/// PCRE2 with JIT; matching is bounded, so that no pattern and no cell can hang a run. Shared by all workers;
/// each makes its own `Matcher`.
@safe final class Pattern: @unchecked Sendable {
  // SAFETY: compiled in `init`, never changed afterwards (PCRE2 allows sharing it), freed in `deinit`.
  private let code: OpaquePointer
  let fixed: FixedPattern?

  /// nil where the text is no pattern; contracts are refused for that before a run.
  init?(_ text: String) {
    guard let code = unsafe try? ECMASyntax.compile(text) else { return nil }
    // Where JIT is forbidden (hardened kernels) the interpreter does the same more slowly.
    unsafe _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    unsafe self.code = code
    fixed = FixedPattern(text)
  }

  deinit { unsafe pcre2_code_free_8(code) }

  enum Outcome {
    case match, noMatch
    /// The limit was hit: the cell is neither.
    case undecided
  }

  /// What one worker needs to match.
  @safe final class Matcher {
    private let pattern: Pattern
    private let data: OpaquePointer?
    private let context: OpaquePointer?
    private let stack: OpaquePointer?

    init(_ pattern: Pattern) {
      self.pattern = pattern
      unsafe data = pcre2_match_data_create_8(1, nil)
      unsafe context = pcre2_match_context_create_8(nil)
      unsafe stack = pcre2_jit_stack_create_8(32 * 1024, 1024 * 1024, nil)
      unsafe pcre2_set_match_limit_8(context, ECMASyntax.stepLimit)
      unsafe pcre2_set_depth_limit_8(context, ECMASyntax.stepLimit)
      unsafe pcre2_set_heap_limit_8(context, 32 * 1024)
      unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }

    deinit {
      unsafe pcre2_jit_stack_free_8(stack)
      unsafe pcre2_match_context_free_8(context)
      unsafe pcre2_match_data_free_8(data)
    }

    /// Matches alone, and decides every cell.
    var fixed: FixedPattern? { pattern.fixed }

    /// The `length` bytes from `start` on must be UTF-8: records that are not were left out before.
    @inline(__always)
    func match(_ bytes: Bytes, _ start: Int, _ length: Int) -> Outcome {
      if let fixed = pattern.fixed { return fixed.matches(bytes, start, length) ? .match : .noMatch }
      return search(bytes, start, length)
    }

    func search(_ bytes: Bytes, _ start: Int, _ length: Int) -> Outcome {
      // SAFETY: the subject lies in the chunk and outlives the call.
      let status = unsafe pcre2_match_8(
        pattern.code, bytes.base + start, length, 0, PCRE2_NO_UTF_CHECK, data, context)
      if status >= 0 { return .match }
      return status == PCRE2_ERROR_NOMATCH ? .noMatch : .undecided
    }
  }
}
