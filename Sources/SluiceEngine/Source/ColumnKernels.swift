internal import CSluiceKernels

/// The kernels that this processor reads columns with; each is nil where it has none.
enum ColumnKernels {
  static let best = sluice_columns_best()
}
