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

// The regularised upper incomplete gamma function Q(shape, x), for shape > 0 and x >= 0; NaN outside.
// P(chi² with k degrees of freedom > x) is Q(k/2, x/2).
double sluice_gamma_upper(double shape, double x);

// The x for which Q(shape, x) is q, for shape > 0 and q in 0...1; NaN outside.
double sluice_gamma_upper_inverse(double shape, double q);

#ifdef __cplusplus
}
#endif
