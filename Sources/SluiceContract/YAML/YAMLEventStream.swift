internal import CLibYAML

/// libyaml's event layer as a Swift iterator: tokens and indentation are its work, everything else is ours.
///
/// The stream owns a copy of the bytes, because libyaml keeps the pointer.
final class YAMLEventStream {
  enum Event {
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(text: String, isPlain: Bool, anchor: String?, tag: String?)
    case sequenceStart(anchor: String?, tag: String?, isFlow: Bool)
    case mappingStart(anchor: String?, tag: String?, isFlow: Bool)
    case collectionEnd
    case other
  }

  struct Failure: Error {
    var problem: String
    var scalarIndex: Int
    /// Set where the fault is in the bytes, which libyaml places by offset.
    var byteOffset: Int?
    var context: (text: String, scalarIndex: Int)?
  }

  /// Scalars from the start of the text to the start and the end of the event.
  private(set) var start = 0
  private(set) var end = 0

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: some Collection<UInt8>) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: max(1, bytes.count))
    _ = input.initialize(from: bytes)
    // Fails only without memory, and then every parse call reports that.
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  func next() throws(Failure) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    start = Int(event.start_mark.index)
    end = Int(event.end_mark.index)
    switch event.type {
    case YAML_STREAM_END_EVENT:
      return .streamEnd
    case YAML_DOCUMENT_START_EVENT:
      return .documentStart
    case YAML_DOCUMENT_END_EVENT:
      return .documentEnd
    case YAML_ALIAS_EVENT:
      return .alias(Self.text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let data = event.data.scalar
      let value = UnsafeBufferPointer(start: data.value, count: Int(data.length))
      return .scalar(
        text: String(decoding: value, as: UTF8.self), isPlain: data.style == YAML_PLAIN_SCALAR_STYLE,
        anchor: Self.text(data.anchor), tag: Self.text(data.tag))
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return .sequenceStart(
        anchor: Self.text(data.anchor), tag: Self.text(data.tag),
        isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return .mappingStart(
        anchor: Self.text(data.anchor), tag: Self.text(data.tag),
        isFlow: data.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return .collectionEnd
    default:
      return .other
    }
  }

  private func failure() -> Failure {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
    if state.error == YAML_READER_ERROR {
      return Failure(problem: problem, scalarIndex: 0, byteOffset: Int(state.problem_offset))
    }
    var failure = Failure(problem: problem, scalarIndex: Int(state.problem_mark.index))
    if let context = state.context, state.context_mark.index != state.problem_mark.index {
      failure.context = (String(cString: context), Int(state.context_mark.index))
    }
    return failure
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
