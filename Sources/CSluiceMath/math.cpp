#include "CSluiceMath.h"
