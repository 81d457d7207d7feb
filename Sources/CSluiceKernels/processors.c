// The affinity mask: GNU's sched.h, which Swift's Glibc module does not show.

#define _GNU_SOURCE
#include <sched.h>

#include "CSluiceKernels.h"

int sluice_allowed_processors(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}
