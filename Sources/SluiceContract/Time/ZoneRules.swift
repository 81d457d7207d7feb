/// The offsets of one time zone from UTC at every instant, as its TZif file gives them.
///
/// Shape: the table of the file, and beyond its last transition the rule of its footer, so that 2051 is as exact as
/// 1951. Seconds since 1970-01-01, leap seconds not counted. Source: RFC 8536.
package final class ZoneRules: Sendable {
  package let name: String
  /// Instants at which an offset begins, ascending.
  private let transitions: [Int64]
  /// Seconds east of UTC: the first before all transitions, then one from each transition on.
  private let offsets: [Int64]
  /// What holds after the last transition; nil where that is the last offset.
  private let footer: PosixZone?

  /// A time during which one offset holds, in UTC; the end does not belong to it.
  package struct Segment: Sendable, Equatable {
    package var from: Int64
    package var until: Int64
    package var offset: Int64
  }

  /// Stands for the ends of time; far enough that an offset can be added.
  package static let forever: Int64 = 1 << 60

  /// `offsets` holds one more than `transitions`.
  init(name: String, transitions: [Int64], offsets: [Int64], footer: PosixZone?) {
    precondition(offsets.count == transitions.count + 1)
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
    self.footer = footer
  }

  /// A zone that never changes.
  package convenience init(name: String, offset: Int64) {
    self.init(name: name, transitions: [], offsets: [offset], footer: nil)
  }

  /// Whether local times are those of UTC, at all times.
  package var isUTC: Bool { transitions.isEmpty && offsets == [0] && (footer?.isUTC ?? true) }

  /// The offset in force at an instant, and how long it is.
  package func segment(at instant: Int64) -> Segment {
    var (low, high) = (0, transitions.count)
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    if low == transitions.count, let footer {
      var segment = footer.segment(at: instant)
      if let last = transitions.last { segment.from = max(segment.from, last) }
      return segment
    }
    return Segment(
      from: low > 0 ? transitions[low - 1] : -Self.forever,
      until: low < transitions.count ? transitions[low] : Self.forever, offset: offsets[low])
  }
}

// Local times.
extension ZoneRules {
  /// Local times, in seconds since 1970-01-01T00:00:00 of the zone's own clock, to which one offset belongs.
  package struct LocalSpan: Sendable, Equatable {
    package var from: Int64
    package var until: Int64
    package var offset: Int64

    package init(from: Int64, until: Int64, offset: Int64) {
      self.from = from
      self.until = until
      self.offset = offset
    }
  }

  /// More than any offset that a TZif file may hold.
  private static let largestOffset: Int64 = 26 * 3600

  /// The span that `local` lies in; nil where no clock of the zone ever showed it (clocks went forward).
  ///
  /// A local time that occurs twice is the earlier instant, so its offset is the one before the change.
  package func localSpan(at local: Int64) -> LocalSpan? {
    var segment = segment(at: local - Self.largestOffset)
    while segment.from <= local + Self.largestOffset {
      if local >= segment.from + segment.offset && local < segment.until + segment.offset {
        return span(of: segment, holding: local)
      }
      if segment.until >= Self.forever { return nil }
      segment = self.segment(at: segment.until)
    }
    return nil
  }

  /// What of a segment's local times is not an earlier segment's too.
  private func span(of segment: Segment, holding local: Int64) -> LocalSpan {
    var first = segment.from + segment.offset
    var earlier = segment
    while earlier.from > -Self.forever && earlier.from > segment.from - 2 * Self.largestOffset {
      earlier = self.segment(at: earlier.from - 1)
      first = max(first, earlier.until + earlier.offset)
    }
    // Clocks that jumped to and fro within hours: only this one second is certain.
    if first > local { return LocalSpan(from: local, until: local + 1, offset: segment.offset) }
    return LocalSpan(from: first, until: segment.until + segment.offset, offset: segment.offset)
  }
}
