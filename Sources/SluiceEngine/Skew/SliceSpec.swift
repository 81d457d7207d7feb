/// Columns that cut pairs into slices: those of few categories, as a sample of training rows shows.
struct SliceSpec: Sendable {
  /// 0 is null, 1 every category that the sample does not have.
  static let firstCategory = 2
  static let mostCategories = 64
  static let mostColumns = 16

  struct Column: Sendable {
    /// Of the feature that it is.
    var feature: Int
    var slot: Int
    var index: Int
    var isText: Bool
    /// By category from `firstCategory` on, as text.
    var texts: [SampledText?]
    private var keys: [UInt64]
    private var numbers: [UInt8]

    var categories: Int { SliceSpec.firstCategory + texts.count }

    init(_ feature: Int, _ spec: FeatureState.Spec, _ found: [(category: UInt64, text: SampledText?)]) {
      self.feature = feature
      slot = spec.slot
      index = spec.index
      isText = spec.kind == .text
      texts = found.map(\.text)
      keys = Array(repeating: 0, count: 256)
      numbers = Array(repeating: 0, count: 256)
      for (number, entry) in found.enumerated() {
        var place = Self.place(entry.category)
        while numbers[place] != 0 { place = (place + 1) & 255 }
        keys[place] = entry.category
        numbers[place] = UInt8(SliceSpec.firstCategory + number)
      }
    }

    @inline(__always)
    private static func place(_ category: UInt64) -> Int { Int(truncatingIfNeeded: KeyHash.spread(category) &>> 56) }

    @inline(__always)
    func category(of row: PackedRow) -> UInt8 {
      let status = row.status(slot)
      if status != CellStatus.valid { return status == CellStatus.null ? 0 : 1 }
      let category = PairedValue.category(row, row[index], isText: isText)
      var place = Self.place(category)
      while numbers[place] != 0 {
        if keys[place] == category { return numbers[place] }
        place = (place &+ 1) & 255
      }
      return 1
    }
  }

  private(set) var columns: [Column] = []

  /// `features`: those that are categories, by number.
  init(_ features: [(number: Int, spec: FeatureState.Spec)], sample: [PackedRow]) {
    for (number, spec) in features where columns.count < Self.mostColumns {
      var found: [UInt64: SampledText?] = [:]
      for row in sample where row.status(spec.slot) == CellStatus.valid && found.count <= Self.mostCategories {
        let category = PairedValue.category(row, row[spec.index], isText: spec.kind == .text)
        if found[category] == nil {
          found[category] = .some(PairedValue.text(row, spec.slot, spec.index, spec.kind))
        }
      }
      guard found.count > 1, found.count <= Self.mostCategories else { continue }
      columns.append(Column(number, spec, found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
  }
}
