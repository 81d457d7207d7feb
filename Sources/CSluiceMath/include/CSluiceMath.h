#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Parses a decimal floating-point number, correctly rounded, independent of any locale.
// Takes exactly `length` bytes: digits, `.`, exponent; no sign `+`, no spaces, no nan or inf.
// Returns 0 on success, 1 where the bytes are not such a number, 2 where the value overflows a double.
// An underflow is a success: the nearest double, zero included.
int sluice_parse_double(const char *text, size_t length, double *value);

#ifdef __cplusplus
}
#endif
