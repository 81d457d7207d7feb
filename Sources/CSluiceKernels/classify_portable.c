// Classifies bytes eight at a time with plain 64-bit arithmetic: what runs where no vector kernel does.
//
// How it works: XOR with a repeated byte turns matches into zero bytes; the exact zero-byte test of Mycroft
// leaves 0x80 in each of them; one multiplication gathers the eight marks into eight adjacent bits.
// What to beware: the gathering multiplication needs bits at position 7 of each byte and nothing else set.

#include <string.h>

#include "CSluiceKernels.h"

static inline uint64_t zero_bytes(uint64_t x) {
  const uint64_t low7 = 0x7F7F7F7F7F7F7F7Full;
  return ~(((x & low7) + low7) | x | low7);
}

static inline uint64_t gather(uint64_t marks) { return ((marks >> 7) * 0x0102040810204080ull) >> 56; }

unsigned sluice_classify_portable(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                                  sluice_bitmaps out) {
  const uint64_t ones = 0x0101010101010101ull;
  const uint64_t d = ones * delimiter, q = ones * quote, n = ones * '\n', r = ones * '\r';
  uint64_t high = 0, nul = 0, returns = 0, quotes = 0;
  for (size_t w = 0; w < words; w++) {
    uint64_t dw = 0, nw = 0, qw = 0, rw = 0;
    for (int i = 0; i < 8; i++) {
      uint64_t x;
      memcpy(&x, bytes + 64 * w + 8 * i, 8);
      high |= x;
      nul |= zero_bytes(x);
      dw |= gather(zero_bytes(x ^ d)) << (8 * i);
      nw |= gather(zero_bytes(x ^ n)) << (8 * i);
      qw |= gather(zero_bytes(x ^ q)) << (8 * i);
      rw |= gather(zero_bytes(x ^ r)) << (8 * i);
    }
    out.delimiters[w] = dw;
    out.newlines[w] = nw;
    out.quotes[w] = qw;
    out.returns[w] = rw;
    returns |= rw;
    quotes |= qw;
  }
  return ((high & 0x8080808080808080ull) ? SLUICE_SEEN_NON_ASCII : 0) | (nul ? SLUICE_SEEN_NUL : 0) |
         (returns ? SLUICE_SEEN_RETURN : 0) | (quotes ? SLUICE_SEEN_QUOTE : 0);
}

void sluice_mark_portable(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out) {
  const uint64_t wanted = 0x0101010101010101ull * byte;
  for (size_t w = 0; w < words; w++) {
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) {
      uint64_t x;
      memcpy(&x, bytes + 64 * w + 8 * i, 8);
      bits |= gather(zero_bytes(x ^ wanted)) << (8 * i);
    }
    out[w] = bits;
  }
}
