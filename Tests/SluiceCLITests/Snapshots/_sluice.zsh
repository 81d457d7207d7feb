#compdef sluice
# zsh completion of sluice; made by: sluice completions zsh

_sluice_report() {
  if compset -P '*='; then _files; else compadd -S '' -- text= json= junit= github=; fi
}

_sluice() {
  local -a commands
  commands=(
    'validate:the gate: hold a batch against its contract'
    'skew:compare the features of a training log with those of a serving log'
    'profile:measure a batch, as the baseline of later ones'
    'inspect:dialect, columns, types and structural findings of a batch'
    'lint:the contract itself: every error, with file, line and column'
    'breaking:what a new version of a contract breaks, for whom, why, what to do'
    'diff:everything that has changed between two versions of a contract'
    'explain:any check, change, finding, error code or exit code: what, why, what to do'
    'completions:completion of commands, flags and values for a shell'
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
    validate)
      _arguments -S \
        '(--schema -s)--schema=[the object of the contract to hold the batch against]:NAME: ' \
        '(--schema -s)-s+[the object of the contract to hold the batch against]:NAME: ' \
        '*--batch=[the batch of one object; several are held against theirs in one run]:NAME=PATH: ' \
        '*--reference=[where the values of a relationship or of a list must exist]:NAME=PATH: ' \
        '(--server)--server=[the server of the contract whose sluiceCsv describes the batch]:NAME: ' \
        '(--format -f)--format=[form of the report]:FORMAT:(text json junit github)' \
        '(--format -f)-f+[form of the report]:FORMAT:(text json junit github)' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '*--report=[write one more report, such as json=report.json]:FORMAT=FILE:_sluice_report' \
        '(--fail-on)--fail-on=[what ends with exit code 1]:LEVEL:(error warning never)' \
        '(--require-all)--require-all[end with exit code 5 where a rule was not run, unless another command runs it]' \
        '(--no-data-exit-code)--no-data-exit-code=[the exit code of a pass without a row, such as 99 for Airflow to skip]:N: ' \
        '(--on-fail)--on-fail=[a shell command that gets the JSON report as input where the verdict is fail or error]:CMD: ' \
        '(--as-of)--as-of=[what to take for now: service levels, waivers]:TIME: ' \
        '(--baseline)--baseline=[an earlier batch, for rules about change: a profile, or an earlier JSON report]:FILE:_files' \
        '(--quarantine)--quarantine=[set accepted and rejected rows apart there, with the reasons]:DIR:_files' \
        '(--accept-rejected)--accept-rejected=[broken rows only warn where no more of all than this are rejected]:PERCENT: ' \
        '(--keep-first)--keep-first[of rows with one key accept the first, instead of none]' \
        '(--samples)--samples=[rows shown of each finding]:N: ' \
        '(--threads)--threads=[worker threads; the result is the same with any number]:N: ' \
        '(--memory)--memory=[memory for keys, such as 512M or 2G; more goes to --tmp-dir]:SIZE: ' \
        '(--sql-timeout)--sql-timeout=[how long each SQL rule may run]:SECONDS: ' \
        '(--tmp-dir)--tmp-dir=[where keys go beyond --memory, and what pipes bring]:DIR:_files' \
        '(--dialect)--dialect=[the exporter]:NAME:(pyarrow duckdb polars pandas spark clickhouse postgres excel)' \
        '(--delimiter)--delimiter=[what separates fields; \t is a tab]:CHAR: ' \
        '(--quote)--quote=[what encloses fields; none where nothing does]:CHAR: ' \
        '(--escape)--escape=[what hides a quote inside quotes: another quote, or \]:CHAR: ' \
        '(--encoding)--encoding=[how characters are written, as iconv calls it, such as UTF-16LE]:NAME: ' \
        '*--null=[an unquoted field that means null, instead of the empty one]:TOKEN: ' \
        '*--true=[a field that means true, instead of true and True]:TOKEN: ' \
        '*--false=[a field that means false, instead of false and False]:TOKEN: ' \
        '(--decimal)--decimal=[what stands before the fraction of a number]:CHAR:(. ,)' \
        '(--trim)--trim[spaces and tabs around fields are no part of them]' \
        '(--skip-rows)--skip-rows=[lines before the header of each file to skip]:N: ' \
        '(--comment)--comment=[lines that begin with it are no records]:CHAR: ' \
        '(--header)--header[the first line names the columns, whatever the dialect says]' \
        '(--no-header)--no-header[the first line is data; columns match by position]' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--verbose -v)--verbose[list the rules that passed too, with what was observed]' \
        '(--verbose -v)-v[list the rules that passed too, with what was observed]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    skew)
      _arguments -S \
        '(--keys -k)--keys=[the columns that pair the rows of both logs]:A,B: ' \
        '(--keys -k)-k+[the columns that pair the rows of both logs]:A,B: ' \
        '(--contract)--contract=[a contract whose types and classifications hold, of skew its keys and rules too]:FILE:_files' \
        '(--schema -s)--schema=[the object of the contract to hold the batch against]:NAME: ' \
        '(--schema -s)-s+[the object of the contract to hold the batch against]:NAME: ' \
        '(--server)--server=[the server of the contract whose sluiceCsv describes the batch]:NAME: ' \
        '*--map=[a column that the serving log calls otherwise]:SERVE=TRAIN: ' \
        '(--features)--features=[compare these columns alone]:A,B: ' \
        '*--ignore=[columns that are no features]:A,B: ' \
        '(--relative)--relative=[values agree where they are within R of the larger one]:R: ' \
        '(--absolute)--absolute=[values agree where they are at most A apart]:A: ' \
        '(--ulp)--ulp=[values agree where at most N doubles lie between them]:N: ' \
        '(--max-mismatch-rate)--max-mismatch-rate=[share of pairs that may differ in a feature without a rule of its own]:SHARE: ' \
        '(--duplicates)--duplicates=[what becomes of rows that share their key]:POLICY:(error first last allEqual drop)' \
        '(--as-of-column)--as-of-column=[pair each serving row with the latest training row that is not later]:COLUMN: ' \
        '(--tolerance)--tolerance=[how much older that row may be, such as 90s, 5m or 1d]:TIME: ' \
        '(--prediction)--prediction=[what the model said, in both logs: tells model from feature skew]:COLUMN: ' \
        '(--label)--label=[what happened in the end; never a feature]:COLUMN: ' \
        '(--entity)--entity=[who a row is about, where the keys do not say it; never a feature]:COLUMN: ' \
        '(--time)--time=[when a row is from: dates the mismatches; never a feature]:COLUMN: ' \
        '(--diff)--diff=[write every mismatch there as CSV: key, feature, train, serve, delta, kind]:FILE:_files' \
        '(--accept)--accept=[an earlier JSON report: what it shows only warns, unless it has grown]:REPORT: ' \
        '(--format -f)--format=[form of the report]:FORMAT:(text json junit github)' \
        '(--format -f)-f+[form of the report]:FORMAT:(text json junit github)' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '*--report=[write one more report, such as json=report.json]:FORMAT=FILE:_sluice_report' \
        '(--fail-on)--fail-on=[what ends with exit code 1]:LEVEL:(error warning never)' \
        '(--require-all)--require-all[end with exit code 5 where a rule was not run, unless another command runs it]' \
        '(--on-fail)--on-fail=[a shell command that gets the JSON report as input where the verdict is fail or error]:CMD: ' \
        '(--samples)--samples=[rows shown of each finding]:N: ' \
        '(--threads)--threads=[worker threads; the result is the same with any number]:N: ' \
        '(--memory)--memory=[memory for keys, such as 512M or 2G; more goes to --tmp-dir]:SIZE: ' \
        '(--tmp-dir)--tmp-dir=[where keys go beyond --memory, and what pipes bring]:DIR:_files' \
        '(--train-dialect)--train-dialect=[of TRAIN]:NAME:(pyarrow duckdb polars pandas spark clickhouse postgres excel)' \
        '(--serve-dialect)--serve-dialect=[of SERVE]:NAME:(pyarrow duckdb polars pandas spark clickhouse postgres excel)' \
        '(--dialect)--dialect=[the exporter]:NAME:(pyarrow duckdb polars pandas spark clickhouse postgres excel)' \
        '(--delimiter)--delimiter=[what separates fields; \t is a tab]:CHAR: ' \
        '(--quote)--quote=[what encloses fields; none where nothing does]:CHAR: ' \
        '(--escape)--escape=[what hides a quote inside quotes: another quote, or \]:CHAR: ' \
        '*--null=[an unquoted field that means null, instead of the empty one]:TOKEN: ' \
        '*--true=[a field that means true, instead of true and True]:TOKEN: ' \
        '*--false=[a field that means false, instead of false and False]:TOKEN: ' \
        '(--decimal)--decimal=[what stands before the fraction of a number]:CHAR:(. ,)' \
        '(--trim)--trim[spaces and tabs around fields are no part of them]' \
        '(--skip-rows)--skip-rows=[lines before the header of each file to skip]:N: ' \
        '(--comment)--comment=[lines that begin with it are no records]:CHAR: ' \
        '(--header)--header[the first line names the columns, whatever the dialect says]' \
        '(--no-header)--no-header[the first line is data; columns match by position]' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--verbose -v)--verbose[list the rules that passed too, with what was observed]' \
        '(--verbose -v)-v[list the rules that passed too, with what was observed]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    profile)
      _arguments -S \
        '(--contract)--contract=[a contract whose types and classifications hold, of skew its keys and rules too]:FILE:_files' \
        '(--schema -s)--schema=[the object of the contract to hold the batch against]:NAME: ' \
        '(--schema -s)-s+[the object of the contract to hold the batch against]:NAME: ' \
        '*--batch=[the batch of one object; several are held against theirs in one run]:NAME=PATH: ' \
        '(--server)--server=[the server of the contract whose sluiceCsv describes the batch]:NAME: ' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '(--threads)--threads=[worker threads; the result is the same with any number]:N: ' \
        '(--memory)--memory=[memory for keys, such as 512M or 2G; more goes to --tmp-dir]:SIZE: ' \
        '(--tmp-dir)--tmp-dir=[where keys go beyond --memory, and what pipes bring]:DIR:_files' \
        '(--dialect)--dialect=[the exporter]:NAME:(pyarrow duckdb polars pandas spark clickhouse postgres excel)' \
        '(--delimiter)--delimiter=[what separates fields; \t is a tab]:CHAR: ' \
        '(--quote)--quote=[what encloses fields; none where nothing does]:CHAR: ' \
        '(--escape)--escape=[what hides a quote inside quotes: another quote, or \]:CHAR: ' \
        '(--encoding)--encoding=[how characters are written, as iconv calls it, such as UTF-16LE]:NAME: ' \
        '*--null=[an unquoted field that means null, instead of the empty one]:TOKEN: ' \
        '*--true=[a field that means true, instead of true and True]:TOKEN: ' \
        '*--false=[a field that means false, instead of false and False]:TOKEN: ' \
        '(--decimal)--decimal=[what stands before the fraction of a number]:CHAR:(. ,)' \
        '(--trim)--trim[spaces and tabs around fields are no part of them]' \
        '(--skip-rows)--skip-rows=[lines before the header of each file to skip]:N: ' \
        '(--comment)--comment=[lines that begin with it are no records]:CHAR: ' \
        '(--header)--header[the first line names the columns, whatever the dialect says]' \
        '(--no-header)--no-header[the first line is data; columns match by position]' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    inspect)
      _arguments -S \
        '(--dialect)--dialect=[the exporter]:NAME:(pyarrow duckdb polars pandas spark clickhouse postgres excel)' \
        '(--delimiter)--delimiter=[what separates fields; \t is a tab]:CHAR: ' \
        '(--quote)--quote=[what encloses fields; none where nothing does]:CHAR: ' \
        '(--escape)--escape=[what hides a quote inside quotes: another quote, or \]:CHAR: ' \
        '(--encoding)--encoding=[how characters are written, as iconv calls it, such as UTF-16LE]:NAME: ' \
        '*--null=[an unquoted field that means null, instead of the empty one]:TOKEN: ' \
        '*--true=[a field that means true, instead of true and True]:TOKEN: ' \
        '*--false=[a field that means false, instead of false and False]:TOKEN: ' \
        '(--decimal)--decimal=[what stands before the fraction of a number]:CHAR:(. ,)' \
        '(--trim)--trim[spaces and tabs around fields are no part of them]' \
        '(--skip-rows)--skip-rows=[lines before the header of each file to skip]:N: ' \
        '(--comment)--comment=[lines that begin with it are no records]:CHAR: ' \
        '(--header)--header[the first line names the columns, whatever the dialect says]' \
        '(--no-header)--no-header[the first line is data; columns match by position]' \
        '(--format -f)--format=[form of the report]:FORMAT:(text json junit github)' \
        '(--format -f)-f+[form of the report]:FORMAT:(text json junit github)' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '*--report=[write one more report, such as json=report.json]:FORMAT=FILE:_sluice_report' \
        '(--samples)--samples=[rows shown of each finding]:N: ' \
        '(--threads)--threads=[worker threads; the result is the same with any number]:N: ' \
        '(--tmp-dir)--tmp-dir=[where keys go beyond --memory, and what pipes bring]:DIR:_files' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    lint)
      _arguments -S \
        '(--format -f)--format=[form of the report]:FORMAT:(text json junit github)' \
        '(--format -f)-f+[form of the report]:FORMAT:(text json junit github)' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '*--report=[write one more report, such as json=report.json]:FORMAT=FILE:_sluice_report' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    breaking)
      _arguments -S \
        '(--against)--against=[the old version: a file, a directory or a revision of git]:OLD: ' \
        '(--perspective)--perspective=[whose breaks count]:WHO:(consumer producer full)' \
        '(--fail-on)--fail-on=[what ends with exit code 1]:LEVEL:(error warning never)' \
        '(--as-of)--as-of=[what to take for now: service levels, waivers]:TIME: ' \
        '(--format -f)--format=[form of the report]:FORMAT:(text json junit github)' \
        '(--format -f)-f+[form of the report]:FORMAT:(text json junit github)' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '*--report=[write one more report, such as json=report.json]:FORMAT=FILE:_sluice_report' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--verbose -v)--verbose[list the rules that passed too, with what was observed]' \
        '(--verbose -v)-v[list the rules that passed too, with what was observed]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    diff)
      _arguments -S \
        '(--against)--against=[the old version: a file, a directory or a revision of git]:OLD: ' \
        '(--format -f)--format=[form of the report]:FORMAT:(text json junit github)' \
        '(--format -f)-f+[form of the report]:FORMAT:(text json junit github)' \
        '(--markdown)--markdown[write Markdown, for a changelog or a pull request]' \
        '(--output -o)--output=[write the report there; - is standard output]:FILE:_files' \
        '(--output -o)-o+[write the report there; - is standard output]:FILE:_files' \
        '(--quiet -q)--quiet[nothing on standard output, errors only on standard error]' \
        '(--quiet -q)-q[nothing on standard output, errors only on standard error]' \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '*:file:_files' ;;
    explain)
      _arguments -S \
        '(--color)--color=[colour in text; auto is on a terminal, without NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' ;;
    completions)
      _arguments -S \
        '(--help -h)--help[this text]' \
        '(--help -h)-h[this text]' \
        '1: :(bash zsh fish)' ;;
  esac
}

if [[ $funcstack[1] == _sluice ]]; then _sluice "$@"; else compdef _sluice sluice; fi
