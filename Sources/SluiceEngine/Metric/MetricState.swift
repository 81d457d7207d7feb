/// Something that is computed from a batch and can be computed in parts.
///
/// Laws: `merge` is associative with the state of no rows as its identity; merging the states of two parts equals
/// the state of both. The states here are exact and commutative too: any split gives the same bits.
protocol MetricState {
  mutating func merge(_ other: Self)
}
