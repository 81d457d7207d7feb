// Chooses the kernel by what the processor can do; SLUICE_SIMD=portable|sse2|avx2 forces one (benchmarks, tests).

#include <stdlib.h>
#include <string.h>

#include "CSluiceKernels.h"

typedef struct {
  const char *name;
  sluice_classify_function classify;
  sluice_mark_function mark;
  sluice_flatten_function flatten;
  sluice_column_kernels columns;
  sluice_tally_function tally;
  sluice_compact_function compact;
} kernel;

static kernel choose(void) {
  const kernel portable = {"portable", sluice_classify_portable, sluice_mark_portable,
                           sluice_flatten_portable, {0}, sluice_tally_portable,
                           sluice_compact_portable};
#if defined(__x86_64__)
  const char *forced = getenv("SLUICE_SIMD");
  const kernel sse2 = {"sse2", sluice_classify_sse2, sluice_mark_sse2, sluice_flatten_portable, {0},
                       sluice_tally_portable, sluice_compact_portable};
  __builtin_cpu_init();
  const sluice_column_kernels columns = {
      .numbers = sluice_numbers_avx2,
      .integers = sluice_integers_avx2,
      .dates = sluice_dates_avx2,
      .timestamps = sluice_timestamps_avx2,
      .tokens = sluice_tokens_avx2,
      .cut = sluice_cut_avx2,
      .unquote = sluice_unquote_avx2,
      .resolve = __builtin_cpu_supports("pclmul") ? sluice_resolve_avx2 : NULL,
      .range_doubles = sluice_range_doubles_avx2,
      .range_integers = sluice_range_integers_avx2,
      .sum_doubles = sluice_sum_doubles_avx2,
      .is_utf8 = sluice_is_utf8_avx2,
  };
  const kernel avx2 = {"avx2", sluice_classify_avx2, sluice_mark_avx2, sluice_flatten_avx2, columns,
                       sluice_tally_avx2, sluice_compact_avx2};
  if (forced && !strcmp(forced, "portable")) return portable;
  if (forced && !strcmp(forced, "sse2")) return sse2;
  // All processors with AVX2 have these too; hypervisors need not show them.
  const int has_all = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                      __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("lzcnt");
  return has_all ? avx2 : sse2;
#else
  return portable;
#endif
}

sluice_classify_function sluice_classify_best(void) { return choose().classify; }
sluice_mark_function sluice_mark_best(void) { return choose().mark; }
sluice_flatten_function sluice_flatten_best(void) { return choose().flatten; }
sluice_column_kernels sluice_columns_best(void) { return choose().columns; }
sluice_tally_function sluice_tally_best(void) { return choose().tally; }
sluice_compact_function sluice_compact_best(void) { return choose().compact; }
const char *sluice_classify_name(void) { return choose().name; }
