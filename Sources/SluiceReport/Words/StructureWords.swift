internal import SluiceEngine

/// What a kind of structural finding means: printed by `sluice explain KIND` and beside findings of the kind.
package struct StructureWords: Sendable {
  /// What a finding of the kind is about, which decides how a report shows it.
  enum Scope: Sendable {
    /// Single records: they are counted, and the first few shown.
    case records
    /// One place from which everything after it is in doubt.
    case place
    /// The file as a whole.
    case file
  }

  package var kind: String
  /// Warnings do not halt a pipeline; the rest fail the run whether or not a rule exists.
  package var isWarning: Bool
  var scope: Scope
  package var what: String
  package var why: String
  /// Lines of a file that has it.
  package var example: [String]
  package var whatToDo: String

  /// The declaration of a kind; nil for a word that is none.
  package static func declaration(of kind: String) -> StructureWords? {
    all.first { $0.kind.utf8.elementsEqual(kind.utf8) }
  }

  /// What `sluice explain` prints.
  package func explanation(style: Style = .plain) -> String {
    let severity = isWarning ? "a warning; the run goes on" : "fails the run"
    let lines = example.map { "    " + $0 }.joined(separator: "\n")
    return """
      \(style.strong(kind)): \(what)
      structural finding, \(severity)

      Why it matters
          \(why)

      Example
      \(lines)

      What to do
          \(whatToDo)

      """
  }
}

extension StructureWords {
  /// Every kind, in the order in which a reader meets them: file, header, record, field.
  package static let all: [StructureWords] = [
    StructureWords(
      kind: "notCSV", isWarning: false, scope: .file,
      what: "the file's first bytes are those of another format",
      why: "Parquet, gzip or zip bytes read as text give thousands of findings that mean nothing.",
      example: ["PAR1…"],
      whatToDo: "export the batch as CSV, or decompress it"),
    StructureWords(
      kind: "utf16", isWarning: false, scope: .file,
      what: "the file is encoded in UTF-16",
      why: "every second byte is zero, so that no delimiter and no value is where it seems.",
      example: ["FF FE 69 00 64 00 2C 00"],
      whatToDo: "state it (--encoding UTF-16, sluiceCsv), or convert it: iconv -f UTF-16 -t UTF-8 in.csv > out.csv"),
    StructureWords(
      kind: "byteOrderMark", isWarning: true, scope: .file,
      what: "the file begins with a UTF-8 byte order mark, which is skipped",
      why: "readers that do not skip it see a first column with an invisible character in its name.",
      example: ["EF BB BF id,amount"],
      whatToDo: "export without it: utf-8 instead of utf-8-sig"),
    StructureWords(
      kind: "emptyFile", isWarning: false, scope: .file,
      what: "the file has no bytes, although a header is due",
      why: "an export that died at once looks just like this.",
      example: ["(0 bytes)"],
      whatToDo: "run the export again; say header: false in sluiceCsv if parts may be empty"),
    StructureWords(
      kind: "mixedLineEndings", isWarning: true, scope: .file,
      what: "some lines end in LF and some in CRLF",
      why: "files glued together from two systems often differ in more than that.",
      example: [#"1,3.50\r\n"#, #"2,4.00\n"#],
      whatToDo: "find the step that joins files, and let all of them write one line ending"),
    StructureWords(
      kind: "headerMismatch", isWarning: false, scope: .file,
      what: "the columns of this file are not those of the other files, or of the contract",
      why: "parts with another set of columns come from another version of the exporter.",
      example: ["part-0.csv: id,amount", "part-1.csv: id,amount,currency"],
      whatToDo: "look at delimiter, header and columns with sluice inspect; all parts must have the same columns"),
    StructureWords(
      kind: "duplicateHeader", isWarning: false, scope: .file,
      what: "two columns have the same name",
      why: "which of them a reader takes is chance.",
      example: ["id,amount,amount"],
      whatToDo: "rename one of them in the query that writes the batch"),
    StructureWords(
      kind: "emptyHeader", isWarning: false, scope: .file,
      what: "a column has no name",
      why: "it cannot be held against a contract; most often it is a written row index.",
      example: [",id,amount", "0,17,3.50"],
      whatToDo: "name the column; with pandas write index=False"),
    StructureWords(
      kind: "fieldCount", isWarning: false, scope: .records,
      what: "a record has more or fewer fields than the header",
      why: "from the missing or extra field on every value stands in the wrong column.",
      example: ["id,note,amount", "1,two, or three,3.50"],
      whatToDo: "quote values that hold the delimiter"),
    StructureWords(
      kind: "blankLine", isWarning: false, scope: .records,
      what: "a line between records is empty",
      why: "in a wider file no exporter writes one; in a file of one column it is a null, and no finding.",
      example: ["1,3.50", "", "2,4.00"],
      whatToDo: "look for a text value with an unquoted line end just before it"),
    StructureWords(
      kind: "unterminatedQuote", isWarning: false, scope: .place,
      what: "a quote opens a field and no quote closes it",
      why: "all that follows could be one value; the record is taken to end with its line, and is not checked.",
      example: [#"1,"a note"#, "2,another"],
      whatToDo: "close or double the quote at the place shown; or the file was cut off"),
    StructureWords(
      kind: "textAfterQuote", isWarning: false, scope: .records,
      what: "there is text between a closing quote and the next delimiter",
      why: "the value could be read in two ways; often quotes inside were not doubled.",
      example: [#"1,"say "hello" twice",3.50"#],
      whatToDo: #"double quotes inside quoted values: "say ""hello"" twice""#),
    StructureWords(
      kind: "bareQuote", isWarning: false, scope: .records,
      what: "a quote stands inside a field that does not begin with one",
      why: "readers disagree whether it is text or begins a quoted part.",
      example: [#"1,5" pipe,3.50"#],
      whatToDo: #"quote the whole value and double the quote: "5"" pipe""#),
    StructureWords(
      kind: "loneCarriageReturn", isWarning: false, scope: .records,
      what: "a carriage return without a line feed stands outside quotes",
      why: "some readers end the record there; pandas writes such values without quotes.",
      example: [#"1,first\rsecond,3.50"#],
      whatToDo: "replace it before the export; with pandas use quoting=csv.QUOTE_NONNUMERIC"),
    StructureWords(
      kind: "nulByte", isWarning: false, scope: .records,
      what: "a record holds a zero byte",
      why: "no text has one: a disk or a copy lost data, or the text is of another encoding.",
      example: [#"1,a\0b,3.50"#],
      whatToDo: "export the batch again; if it stays, look at the value in its source"),
    StructureWords(
      kind: "invalidUTF8", isWarning: false, scope: .records,
      what: "a record holds bytes that are not UTF-8",
      why: "the text is of another encoding, or was cut in the middle of a character.",
      example: [#"1,caf\xE9,3.50"#],
      whatToDo: "export as UTF-8, or state the encoding (--encoding, sluiceCsv); sluice inspect says what it looks like"
    ),
    StructureWords(
      kind: "undecodable", isWarning: false, scope: .records,
      what: "a record holds bytes that the encoding of the batch gives no meaning",
      why: "the text is of another encoding than it is said to be, or was cut in the middle of a character.",
      example: [#"1,caf\x81,3.50"#],
      whatToDo: "state the right encoding (sluiceCsv, --encoding), or export as UTF-8"),
    StructureWords(
      kind: "fieldTooLong", isWarning: false, scope: .records,
      what: "a field is longer than 16 MiB",
      why: "most often a quote was lost and the rest of the file became one value.",
      example: [#"1,"…16,777,217 bytes…",3.50"#],
      whatToDo: "look for an unclosed quote at the place shown"),
    StructureWords(
      kind: "recordTooLong", isWarning: false, scope: .records,
      what: "a record has 16 MiB before its last field, or the first one more than 131,072 columns",
      why: "most often line ends were lost, or the delimiter is another one, and the whole file became one record.",
      example: ["1,2,1,2,1,2,…"],
      whatToDo: "look at how lines end, and what separates fields, at the place shown"),
  ]
}
