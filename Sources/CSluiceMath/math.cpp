// libstdc++'s from_chars (fast_float inside) behind a C interface.

#include "CSluiceMath.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string>

extern "C" int sluice_parse_double(const char *text, size_t length, double *value) {
  const auto result = std::from_chars(text, text + length, *value, std::chars_format::general);
  if (result.ptr != text + length) return 1;
  if (result.ec == std::errc()) return 0;
  if (result.ec != std::errc::result_out_of_range) return 1;
  // Out of range says nothing about the direction: overflow to infinity or underflow towards zero. A number
  // underflows exactly when it is below 1, which its first significant digit's position tells; strtod knows it.
  try {
    const std::string copy(text, length);
    *value = std::strtod(copy.c_str(), nullptr);
  } catch (...) {
    return 1;
  }
  return (*value > 1.0 || *value < -1.0) ? 2 : 0;
}
