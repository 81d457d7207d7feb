#include "CSluiceKernels.h"
