/// The placeholders of a query: `{object}` and `{property}`, as the standard writes them, or `${table}` and `${column}`.
enum QueryTemplate {
  /// The query with names in their places, quoted as SQL quotes them; what is no placeholder stays as it is.
  static func filled(_ query: String, object: String, property: String?) -> String {
    var names = ["object": object, "table": object, "schema": object]
    names["property"] = property
    names["column"] = property
    let scalars = Array(query.unicodeScalars)
    var filled = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let open = scalars[index] == "$" && index + 1 < scalars.count ? index + 1 : index
      guard scalars[open] == "{", let end = scalars[open...].firstIndex(of: "}"),
        let name = names[String(String.UnicodeScalarView(scalars[(open + 1)..<end]))]
      else {
        filled.append(scalars[index])
        index += 1
        continue
      }
      let isQuoted = filled.last == "\"" && end + 1 < scalars.count && scalars[end + 1] == "\""
      filled.append(contentsOf: (isQuoted ? doubled(name) : "\"\(doubled(name))\"").unicodeScalars)
      index = end + 1
    }
    return String(filled)
  }

  private static func doubled(_ name: String) -> String {
    name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
  }
}
