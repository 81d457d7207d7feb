// Boost.Math's distributions behind a C interface: no exception leaves this file.

#include "CSluiceMath.h"

#include <boost/math/special_functions/gamma.hpp>
#include <limits>

extern "C" double sluice_gamma_upper(double shape, double x) {
  try {
    return boost::math::gamma_q(shape, x);
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

extern "C" double sluice_gamma_upper_inverse(double shape, double q) {
  try {
    return boost::math::gamma_q_inv(shape, q);
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}
