// SL00xx: the file as YAML.

extension DiagnosticCode {
  var yamlEntry: DiagnosticEntry {
    switch self {
    case .notUTF8:
      var entry = DiagnosticEntry(
        "the file is not UTF-8",
        why: "Names and values are compared byte by byte; in another encoding they would be other names.",
        fix: "Save the file as UTF-8, or convert it: `iconv -f LATIN1 -t UTF-8`.", example: "name: caf")
      entry.example.append(0xE9)
      return entry
    case .fileTooLarge:
      return DiagnosticEntry(
        "the file is too large",
        why: "A contract is written by people and is small; a huge file is the wrong file or an attack.",
        fix: "Check the path. The limit (4 MiB) can be raised by a program that trusts the author.",
        example: ExampleContract.head(), limits: ReadLimits(bytes: 40, depth: 64, nodes: 200_000))
    case .yamlSyntax:
      return DiagnosticEntry(
        "the file is not YAML",
        why: "Nothing after this place can be read, so nothing after it has been checked.",
        fix: "Mend the place; most often an indentation, or a value that needs quotes.",
        example: ExampleContract.root("name: retail: orders"))
    case .tooDeep:
      return DiagnosticEntry(
        "collections are nested too deep",
        why: "No contract needs it, and parsing costs grow with the square of the depth.",
        fix: "Flatten the structure. The limit is 64 levels.",
        example: ExampleContract.root("tags: [[[[a]]]]"),
        limits: ReadLimits(bytes: 4 << 20, depth: 4, nodes: 200_000))
    case .tooManyNodes:
      return DiagnosticEntry(
        "the document has too many nodes",
        why: "Aliases can multiply a few lines into billions of nodes.",
        fix: "Split the contract, or write less with aliases. The limit is 200,000 nodes.",
        example: ExampleContract.root("tags: &a [x, y]\nsupport: *a"),
        limits: ReadLimits(bytes: 4 << 20, depth: 64, nodes: 12))
    case .duplicateKey:
      return DiagnosticEntry(
        "a key is given twice",
        why: "YAML parsers keep one of the two without a word; which one is a matter of luck.",
        fix: "Keep one of them.", example: ExampleContract.root("name: orders\nname: returns"))
    case .severalDocuments:
      return DiagnosticEntry(
        "the file holds several documents",
        why: "Only one could be checked; the others would be silent.", fix: "Keep one contract in one file.",
        example: ExampleContract.root("---\nname: another"))
    case .tag:
      return DiagnosticEntry(
        "a YAML tag is used",
        why: "The standard says what type each value has; a tag would say it again, or otherwise.",
        fix: "Remove the tag; quote the value if text is meant.",
        example: ExampleContract.root("name: !!str orders"))
    case .undefinedAlias:
      return DiagnosticEntry(
        "an alias has no anchor", why: "There is nothing to put in its place.",
        fix: "Define `&name` above it, or quote a value that begins with `*`.",
        example: ExampleContract.root("name: *shop"))
    case .recursiveAlias:
      return DiagnosticEntry(
        "an alias stands inside its own anchor", why: "The document would be endless.",
        fix: "Write the part out.", example: ExampleContract.root("tags: &t [a, *t]"))
    case .mergeKey:
      return DiagnosticEntry(
        "a merge key is used", why: "`<<` was dropped from YAML 1.2; parsers disagree about it.",
        fix: "Write the merged keys out.",
        example: ExampleContract.root("price: &p {priceUnit: GB}\nteam: {<<: *p, name: a}"))
    case .complexKey:
      return DiagnosticEntry(
        "a key is not text", why: "The standard's keys are all text.", fix: "Write `key: value`.",
        example: ExampleContract.root("? [a, b]\n: c"))
    case .emptyFile:
      return DiagnosticEntry(
        "the file holds no contract", why: "An empty contract would promise nothing and pass everything.",
        fix: "Check the path; was the file written completely?", example: "# nothing yet\n")
    case .foreignLineBreak:
      return DiagnosticEntry(
        "a character is a line end to some YAML parsers only",
        why:
          "U+0085, U+2028 and U+2029 end a line in YAML 1.1 and are text in YAML 1.2: values would differ.",
        fix: "Write it as an escape in double quotes: `\"\\N\"`, `\"\\L\"`, `\"\\P\"`.",
        example: ExampleContract.root("name: two\u{2028}lines"))
    default:
      return DiagnosticEntry(
        "a variable is not set",
        why: "`${VAR}` without a value would turn into a wrong host, path or threshold without a word.",
        fix: "Set it in the environment, or give a default: `${VAR:-default}`.",
        example: ExampleContract.root("name: ${SLUICE_EXAMPLE_NOT_SET}"))
    }
  }
}
