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
    _sluice_offer "validate skew profile inspect lint breaking diff explain completions help --help --version" "$cur"
    return
  fi
  case $flag in
    --schema | -s) return ;;
    --batch) return ;;
    --reference) return ;;
    --server) return ;;
    --format | -f) _sluice_offer "text json junit github" "$cur"; return ;;
    --output | -o) _sluice_offer files "$cur"; return ;;
    --report) _sluice_offer "text= json= junit= github=" "$cur"; return ;;
    --fail-on) _sluice_offer "error warning never" "$cur"; return ;;
    --no-data-exit-code) return ;;
    --on-fail) return ;;
    --as-of) return ;;
    --baseline) _sluice_offer files "$cur"; return ;;
    --quarantine) _sluice_offer files "$cur"; return ;;
    --accept-rejected) return ;;
    --samples) return ;;
    --threads) return ;;
    --memory) return ;;
    --sql-timeout) return ;;
    --tmp-dir) _sluice_offer files "$cur"; return ;;
    --dialect) _sluice_offer "pyarrow duckdb polars pandas spark clickhouse postgres excel" "$cur"; return ;;
    --delimiter) return ;;
    --quote) return ;;
    --escape) return ;;
    --encoding) return ;;
    --null) return ;;
    --true) return ;;
    --false) return ;;
    --decimal) _sluice_offer ". ," "$cur"; return ;;
    --skip-rows) return ;;
    --comment) return ;;
    --color) _sluice_offer "auto always never" "$cur"; return ;;
    --keys | -k) return ;;
    --contract) _sluice_offer files "$cur"; return ;;
    --map) return ;;
    --features) return ;;
    --ignore) return ;;
    --relative) return ;;
    --absolute) return ;;
    --ulp) return ;;
    --max-mismatch-rate) return ;;
    --duplicates) _sluice_offer "error first last allEqual drop" "$cur"; return ;;
    --as-of-column) return ;;
    --tolerance) return ;;
    --prediction) return ;;
    --label) return ;;
    --entity) return ;;
    --time) return ;;
    --diff) _sluice_offer files "$cur"; return ;;
    --accept) return ;;
    --train-dialect) _sluice_offer "pyarrow duckdb polars pandas spark clickhouse postgres excel" "$cur"; return ;;
    --serve-dialect) _sluice_offer "pyarrow duckdb polars pandas spark clickhouse postgres excel" "$cur"; return ;;
    --against) return ;;
    --perspective) _sluice_offer "consumer producer full" "$cur"; return ;;
  esac
  case ${COMP_WORDS[1]} in
    validate)
      if [[ $cur == -* ]]; then _sluice_offer "--schema --batch --reference --server --format --output --report --fail-on --require-all --no-data-exit-code --on-fail --as-of --baseline --quarantine --accept-rejected --keep-first --samples --threads --memory --sql-timeout --tmp-dir --dialect --delimiter --quote --escape --encoding --null --true --false --decimal --trim --skip-rows --comment --header --no-header --quiet --verbose --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    skew)
      if [[ $cur == -* ]]; then _sluice_offer "--keys --contract --schema --server --map --features --ignore --relative --absolute --ulp --max-mismatch-rate --duplicates --as-of-column --tolerance --prediction --label --entity --time --diff --accept --format --output --report --fail-on --require-all --on-fail --samples --threads --memory --tmp-dir --train-dialect --serve-dialect --dialect --delimiter --quote --escape --null --true --false --decimal --trim --skip-rows --comment --header --no-header --quiet --verbose --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    profile)
      if [[ $cur == -* ]]; then _sluice_offer "--contract --schema --batch --server --output --threads --memory --tmp-dir --dialect --delimiter --quote --escape --encoding --null --true --false --decimal --trim --skip-rows --comment --header --no-header --quiet --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    inspect)
      if [[ $cur == -* ]]; then _sluice_offer "--dialect --delimiter --quote --escape --encoding --null --true --false --decimal --trim --skip-rows --comment --header --no-header --format --output --report --samples --threads --tmp-dir --quiet --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    lint)
      if [[ $cur == -* ]]; then _sluice_offer "--format --output --report --quiet --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    breaking)
      if [[ $cur == -* ]]; then _sluice_offer "--against --perspective --fail-on --as-of --format --output --report --quiet --verbose --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    diff)
      if [[ $cur == -* ]]; then _sluice_offer "--against --format --markdown --output --quiet --color --help" "$cur"
      else _sluice_offer files "$cur"; fi ;;
    explain)
      if [[ $cur == -* ]]; then _sluice_offer "--color --help" "$cur"
      else return 0; fi ;;
    completions)
      if [[ $cur == -* ]]; then _sluice_offer "--help" "$cur"
      else _sluice_offer "bash zsh fish" "$cur"; fi ;;
    help)
      _sluice_offer "validate skew profile inspect lint breaking diff explain completions" "$cur" ;;
  esac
}

complete -F _sluice sluice
