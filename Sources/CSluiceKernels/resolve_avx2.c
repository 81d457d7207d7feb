// Tells quoted delimiters and newlines from structural ones, 64 bytes a step.
//
// How it works: as `QuoteResolver` says, which is what tests hold this against. The prefix XOR is one carry-less
// multiplication by a word of ones; counts are the processor's. Nothing branches: what breaks the rules is gathered, and
// looked at once.
// What to beware: of a stretch that breaks the rules the bitmaps are worthless, and the caller classifies it again.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("pclmul,bmi,lzcnt,popcnt"))) int sluice_resolve_avx2(sluice_bitmaps maps, size_t words,
                                                                          unsigned first, uint64_t valid,
                                                                          sluice_resolution *out) {
  const __m128i ones = _mm_set1_epi8((char)0xFF);
  uint64_t after_separator = (uint64_t)1 << first, after_closing = 0, after_return = 0, inside = 0;
  uint64_t violations = 0, quotes = 0, doubled = 0, last_ends = 0;
  size_t records = 0, returned = 0, feeds = 0, feeds_at_end = 0, last_word = 0;
  for (size_t w = 0; w < words; w++) {
    const uint64_t quote = maps.quotes[w], carriage = maps.returns[w], feed = maps.newlines[w];
    const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)quote), ones, 0);
    const uint64_t within = (uint64_t)_mm_cvtsi128_si64(product) ^ inside;
    const uint64_t separators = (maps.delimiters[w] | feed) & ~within;
    const uint64_t opening = quote & within, closing = quote & ~within;
    const uint64_t behind_closing = closing << 1 | after_closing;
    const uint64_t outer_return = carriage & ~within;
    const uint64_t behind_return = outer_return << 1 | after_return;
    uint64_t wrong = opening & ~(separators << 1 | after_separator | behind_closing);
    wrong |= behind_closing & ~(separators | quote | carriage);
    wrong |= behind_return & ~feed;
    violations |= w + 1 == words ? wrong & valid : wrong;

    const uint64_t ends = feed & ~within;
    maps.delimiters[w] = separators;
    maps.newlines[w] = ends;
    quotes |= quote;
    doubled |= opening & behind_closing;
    returned += (size_t)_mm_popcnt_u64(ends & behind_return);
    // Line feeds up to the last one that ends a record; a shift by 64 is one by 0, and counts none of none.
    const uint64_t up_to_last = ~(uint64_t)0 >> (_lzcnt_u64(ends) & 63);
    const size_t here = feeds + (size_t)_mm_popcnt_u64(feed & up_to_last);
    feeds_at_end = ends ? here : feeds_at_end;
    last_word = ends ? w : last_word;
    last_ends = ends ? ends : last_ends;
    records += (size_t)_mm_popcnt_u64(ends);
    feeds += (size_t)_mm_popcnt_u64(feed);
    inside = (uint64_t)((int64_t)within >> 63);
    after_separator = separators >> 63;
    after_closing = closing >> 63;
    after_return = outer_return >> 63;
  }
  *out = (sluice_resolution){.records = records,
                             .line_feeds = feeds_at_end,
                             .returned = returned,
                             .behind_last = last_ends ? 64 * last_word + 64 - (size_t)_lzcnt_u64(last_ends) : 0,
                             .quotes = quotes != 0,
                             .doubled = doubled != 0};
  return violations == 0;
}
#endif
