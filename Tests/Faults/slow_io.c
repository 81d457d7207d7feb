// Makes reads and writes short and interrupts every other one: what a kernel may do and a disk seldom does.
//
// LD_PRELOADed by faults.py, since strace can make a call fail but not make it partial.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <sys/types.h>
#include <unistd.h>

static const size_t at_most = 4093;
static _Atomic unsigned calls;

// True for every other call, which then fails as if a signal had come.
static int interrupted(void) {
  if (atomic_fetch_add(&calls, 1) % 2 == 0) return 0;
  errno = EINTR;
  return 1;
}

static size_t cut(size_t count) { return count > at_most ? at_most : count; }

ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset) {
  static ssize_t (*real)(int, void *, size_t, off64_t);
  if (!real) real = (ssize_t(*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
  return interrupted() ? -1 : real(descriptor, bytes, cut(count), offset);
}

ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset) {
  return pread64(descriptor, bytes, count, offset);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) real = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  return interrupted() ? -1 : real(descriptor, bytes, cut(count));
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  return interrupted() ? -1 : real(descriptor, bytes, cut(count));
}
