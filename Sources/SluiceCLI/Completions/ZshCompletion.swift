/// Completion for zsh, to be stored as `_sluice` in a folder of `$fpath`.
enum ZshCompletion {
  static func script() -> String {
    """
    #compdef sluice
    # zsh completion of sluice; made by: sluice completions zsh

    _sluice_report() {
      if compset -P '*='; then _files; else compadd -S '' -- \(Flag.reportPrefixes.joined(separator: " ")); fi
    }

    _sluice() {
      local -a commands
      commands=(
    \(Sluice.commands.map { "    " + quoted("\($0.name):\($0.summary)") }.joined(separator: "\n"))
      )
      if ((CURRENT == 2)); then
        _describe command commands
        return
      fi
      local command=$words[2]
      shift words
      ((CURRENT--))
      case $command in
    \(Sluice.commands.map(branch).joined(separator: "\n"))
      esac
    }

    if [[ $funcstack[1] == _sluice ]]; then _sluice "$@"; else compdef _sluice sluice; fi

    """
  }

  private static func branch(_ command: any Command.Type) -> String {
    var specs = (command.flags + [.help]).flatMap(specs)
    switch command.operands {
    case .files: specs.append(quoted("*:file:_files"))
    case .words(let words): specs.append(quoted("1: :(\(words.joined(separator: " ")))"))
    case .free: break
    }
    return "    \(command.name))\n      _arguments -S \\\n"
      + specs.map { "        " + $0 }.joined(separator: " \\\n") + " ;;"
  }

  /// One spec for each spelling; one rules the other out, unless the flag may be repeated.
  private static func specs(_ flag: Flag) -> [String] {
    let summary = flag.summary.replacing("[", with: "\\[").replacing("]", with: "\\]")
    let exclusion = flag.isRepeatable ? "*" : "(\(flag.spellings.joined(separator: " ")))"
    return flag.spellings.map { spelling in
      let mark = flag.takesValue ? (spelling.utf8.starts(with: "--".utf8) ? "=" : "+") : ""
      return quoted("\(exclusion)\(spelling)\(mark)[\(summary)]\(value(flag))")
    }
  }

  private static func value(_ flag: Flag) -> String {
    let name = flag.valueName ?? ""
    return switch flag.values {
    case nil: ""
    case .words(let words): ":\(name):(\(words.joined(separator: " ")))"
    case .files: ":\(name):_files"
    case .report: ":\(name):_sluice_report"
    case .free: ":\(name): "
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}
