/// Completion for bash 3.2 and later, on its own: no helper package is needed.
enum BashCompletion {
  static func script() -> String {
    let commands = Sluice.commands.map { $0.name }
    let words = (commands + ["help", "--help", "--version"]).joined(separator: " ")
    return """
      # bash completion of sluice; made by: sluice completions bash

      _sluice_offer() { # words, or "files", and what is typed
        local line
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
          if [[ $1 == files ]]; then compgen -f -- "$2"; else compgen -W "$1" -- "$2"; fi
        )
        if [[ $1 == files ]]; then compopt -o filenames 2>/dev/null; fi
        if [[ $1 == *= ]]; then compopt -o nospace 2>/dev/null; fi
        return 0
      }

      _sluice() {
        local cur=${COMP_WORDS[COMP_CWORD]} n=$COMP_CWORD flag
        COMPREPLY=()
        # bash takes "=" for a word of its own
        if [[ $cur == "=" ]]; then cur= n=$((n + 1)); fi
        flag=${COMP_WORDS[n-1]}
        if [[ $flag == "=" ]]; then
          case " ${COMP_WORDS[*]:0:n-1}" in
            *" --report "[a-z]* | *" --report = "[a-z]*)
              if [[ ${COMP_WORDS[n-2]} != --* ]]; then _sluice_offer files "$cur"; return; fi ;;
          esac
          flag=${COMP_WORDS[n-2]}
        fi
        if ((COMP_CWORD == 1)); then
          _sluice_offer "\(words)" "$cur"
          return
        fi
        case $flag in
      \(values())
        esac
        case ${COMP_WORDS[1]} in
      \(Sluice.commands.map(branch).joined(separator: "\n"))
          help)
            _sluice_offer "\(commands.joined(separator: " "))" "$cur" ;;
        esac
      }

      complete -F _sluice sluice

      """
  }

  /// A branch for every flag that takes a value.
  private static func values() -> String {
    let branches = Flag.ofAllCommands.compactMap { flag -> String? in
      let pattern = flag.spellings.joined(separator: " | ")
      let offer: String
      switch flag.values {
      case nil: return nil
      case .words(let words): offer = self.offer(words) + "; "
      case .files: offer = offeredFiles + "; "
      case .report: offer = self.offer(Flag.reportPrefixes) + "; "
      case .free: offer = ""
      }
      return "    \(pattern)) \(offer)return ;;"
    }
    return branches.joined(separator: "\n")
  }

  private static func branch(_ command: any Command.Type) -> String {
    let flags = (command.flags + [.help]).map { "--" + $0.long }
    let operands =
      switch command.operands {
      case .files: offeredFiles
      case .words(let words): offer(words)
      case .free: "return 0"
      }
    return """
          \(command.name))
            if [[ $cur == -* ]]; then \(offer(flags))
            else \(operands); fi ;;
      """
  }

  private static let offeredFiles = #"_sluice_offer files "$cur""#

  private static func offer(_ words: [String]) -> String {
    "_sluice_offer \"\(words.joined(separator: " "))\" \"$cur\""
  }
}
