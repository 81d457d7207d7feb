// Judges rows by lanes of 0 and 1: what a row rule says of each, and what `and` and `or` make of two such lanes.
//
// How it works: sixteen rows at once, without a branch, in the compiler's own vectors, which every processor has. Rows are
// counted in bytes, which are added up before they could overflow.
// What to beware: the last rows are copied to the beginning of vectors of zeroes, so that nothing is read or written
// behind the lanes.

#include <string.h>

#include "CSluiceKernels.h"

enum { LANES = 16, MOST_STEPS = 255 };
typedef uint8_t lanes __attribute__((vector_size(LANES)));
typedef int8_t masks __attribute__((vector_size(LANES)));

static inline lanes load(const uint8_t *from, size_t rows) {
  lanes value = {0};
  if (rows >= LANES) {
    memcpy(&value, from, LANES);
  } else {
    memcpy(&value, from, rows);
  }
  return value;
}

static inline void store(uint8_t *to, lanes value, size_t rows) { memcpy(to, &value, rows >= LANES ? LANES : rows); }

static inline uint64_t total(lanes counts) {
  uint64_t sum = 0;
  for (int i = 0; i < LANES; i++) sum += counts[i];
  return sum;
}

sluice_standing sluice_judge(const uint8_t *meant, const uint8_t *values, const uint8_t *status, size_t rows,
                             uint8_t *fails) {
  sluice_standing standing = {0, 0, 0, 0};
  lanes worst = {0};
  for (size_t first = 0; first < rows;) {
    lanes decided = {0}, failing = {0}, unknown = {0};
    for (int step = 0; step < MOST_STEPS && first < rows; step++, first += LANES) {
      const size_t left = rows - first;
      const lanes is_meant = load(meant + first, left), state = load(status + first, left);
      const lanes is_decided = is_meant & (lanes)(state == 0);
      const lanes is_failing = is_decided & (load(values + first, left) ^ 1);
      store(fails + first, is_failing, left);
      decided += is_decided;
      failing += is_failing;
      unknown += is_meant & (lanes)(state == 1);
      worst |= state & (lanes)(is_meant != 0);
    }
    standing.decided += total(decided);
    standing.failing += total(failing);
    standing.unknown += total(unknown);
  }
  for (int i = 0; i < LANES; i++) standing.worst |= worst[i];
  return standing;
}

void sluice_join(const uint8_t *values, const uint8_t *status, const uint8_t *other_values, const uint8_t *other_status,
                 uint8_t deciding, size_t rows, uint8_t *joined, uint8_t *joined_status) {
  const uint8_t flip = deciding ^ 1;
  for (size_t first = 0; first < rows; first += LANES) {
    const size_t left = rows - first;
    const lanes state = load(status + first, left), other = load(other_status + first, left);
    const lanes is_decided = ((load(values + first, left) ^ flip) & (lanes)(state == 0)) |
                             ((load(other_values + first, left) ^ flip) & (lanes)(other == 0));
    const masks larger = state > other;
    const lanes worse = (state & (lanes)larger) | (other & ~(lanes)larger);
    store(joined_status + first, (is_decided - 1) & worse, left);
    store(joined + first, is_decided ^ flip, left);
  }
}
