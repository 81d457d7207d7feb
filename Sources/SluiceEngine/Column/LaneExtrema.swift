internal import CSluiceKernels

/// What is known of the doubles of a column at a glance: extrema of the finite ones, −0 as 0, and how many there are.
struct DoubleExtrema: Equatable {
  var low = Double.infinity
  var high = -Double.infinity
  /// Rows with a value.
  var valid = 0
  /// Of these, finite ones.
  var finite = 0
}

extension DoubleExtrema {
  init(_ values: Lane<Double>, _ status: Lane<UInt8>, rows: Int) {
    guard let kernel = unsafe ColumnKernels.best.range_doubles else {
      self.init(alone: values, status, rows: rows)
      return
    }
    // SAFETY: both lanes have `rows` elements.
    let range = unsafe kernel(values.base, status.base, rows)
    self.init(low: range.low, high: range.high, valid: Int(range.valid), finite: Int(range.finite))
  }

  /// The same without the kernel, whose oracle this is.
  init(alone values: Lane<Double>, _ status: Lane<UInt8>, rows: Int) {
    var (low, high) = (Double.infinity, -Double.infinity)
    var (valid, finite) = (0, 0)
    for row in 0..<rows {
      // Adding 0 makes -0 the 0 that it equals, so that extrema do not depend on which of them came first.
      let value = values[row] + 0
      let isValid = status[row] == CellStatus.valid
      let isCounted = isValid && value.magnitude < .infinity
      let (above, below) = isCounted ? (value, value) : (.infinity, -.infinity)
      low = above < low ? above : low
      high = below > high ? below : high
      valid &+= isValid ? 1 : 0
      finite &+= isCounted ? 1 : 0
    }
    self.init(low: low, high: high, valid: valid, finite: finite)
  }
}

/// The same of integers, with their sum.
struct IntegerExtrema: Equatable {
  var low = Int64.max
  var high = Int64.min
  /// Rows with a value.
  var valid = 0
  /// Of all rows, modulo 2^64.
  var sum: Int64 = 0
}

extension IntegerExtrema {
  init(_ values: Lane<Int64>, _ status: Lane<UInt8>, rows: Int) {
    guard let kernel = unsafe ColumnKernels.best.range_integers else {
      self.init(alone: values, status, rows: rows)
      return
    }
    // SAFETY: both lanes have `rows` elements.
    let range = unsafe kernel(values.base, status.base, rows)
    self.init(low: range.low, high: range.high, valid: Int(range.valid), sum: range.sum)
  }

  /// The same without the kernel, whose oracle this is.
  init(alone values: Lane<Int64>, _ status: Lane<UInt8>, rows: Int) {
    var (low, high) = (Int64.max, Int64.min)
    var (valid, sum) = (0, Int64(0))
    for row in 0..<rows {
      let value = values[row]
      let isValid = status[row] == CellStatus.valid
      low = min(low, isValid ? value : Int64.max)
      high = max(high, isValid ? value : Int64.min)
      valid &+= isValid ? 1 : 0
      sum &+= value
    }
    self.init(low: low, high: high, valid: valid, sum: sum)
  }
}
