# fish completion of sluice; made by: sluice completions fish

complete -c sluice -f
complete -c sluice -n __fish_use_subcommand -a validate -d 'the gate: hold a batch against its contract'
complete -c sluice -n __fish_use_subcommand -a inspect -d 'dialect, columns, types and structural findings of a batch'
complete -c sluice -n __fish_use_subcommand -a lint -d 'the contract itself: every error, with file, line and column'
complete -c sluice -n __fish_use_subcommand -a explain -d 'any check, finding, error code or exit code: what, why, what to do'
complete -c sluice -n __fish_use_subcommand -a completions -d 'completion of commands, flags and values for a shell'

complete -c sluice -n '__fish_seen_subcommand_from validate' -F
complete -c sluice -n '__fish_seen_subcommand_from validate' -s s -l schema -x -d 'the object of the contract to hold the batch against'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l batch -x -d 'the batch of one object; several objects are held against theirs in one run'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l server -x -d 'the server of the contract whose sluiceCsv describes the batch'
complete -c sluice -n '__fish_seen_subcommand_from validate' -s f -l format -x -a 'text json junit github' -d 'form of the report'
complete -c sluice -n '__fish_seen_subcommand_from validate' -s o -l output -r -F -d 'write the report there; - is standard output'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l report -r -F -a 'text= json= junit= github=' -d 'write one more report, such as json=report.json'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l fail-on -x -a 'error warning never' -d 'what ends with exit code 1'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l require-all -d 'end with exit code 5 where a rule was not run, unless another command runs it'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l no-data-exit-code -x -d 'the exit code of a pass without a row, such as 99 for Airflow to skip'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l on-fail -x -d 'a shell command that gets the JSON report as input where the verdict is fail or error'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l as-of -x -d 'what to take for now: service levels, waivers'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l samples -x -d 'rows shown of each finding'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l threads -x -d 'worker threads; the result is the same with any number'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l dialect -x -a 'pyarrow pandas duckdb polars' -d 'read the batch as this exporter writes it'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l delimiter -x -d 'what separates fields; \\t is a tab'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l quote -x -d 'what encloses fields'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l null -x -d 'an unquoted field that means null, instead of the empty one'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l no-header -d 'the first line is data; columns match by position'
complete -c sluice -n '__fish_seen_subcommand_from validate' -s q -l quiet -d 'nothing on standard output, errors only on standard error'
complete -c sluice -n '__fish_seen_subcommand_from validate' -s v -l verbose -d 'list the rules that passed too, with what was observed'
complete -c sluice -n '__fish_seen_subcommand_from validate' -l color -x -a 'auto always never' -d 'colour in text; auto is on a terminal, without NO_COLOR'
complete -c sluice -n '__fish_seen_subcommand_from validate' -s h -l help -d 'this text'

complete -c sluice -n '__fish_seen_subcommand_from inspect' -F
complete -c sluice -n '__fish_seen_subcommand_from inspect' -l dialect -x -a 'pyarrow pandas duckdb polars' -d 'read the batch as this exporter writes it'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -s f -l format -x -a 'text json junit github' -d 'form of the report'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -s o -l output -r -F -d 'write the report there; - is standard output'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -l samples -x -d 'rows shown of each finding'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -l threads -x -d 'worker threads; the result is the same with any number'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -s q -l quiet -d 'nothing on standard output, errors only on standard error'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -l color -x -a 'auto always never' -d 'colour in text; auto is on a terminal, without NO_COLOR'
complete -c sluice -n '__fish_seen_subcommand_from inspect' -s h -l help -d 'this text'

complete -c sluice -n '__fish_seen_subcommand_from lint' -F
complete -c sluice -n '__fish_seen_subcommand_from lint' -s f -l format -x -a 'text json junit github' -d 'form of the report'
complete -c sluice -n '__fish_seen_subcommand_from lint' -s o -l output -r -F -d 'write the report there; - is standard output'
complete -c sluice -n '__fish_seen_subcommand_from lint' -s q -l quiet -d 'nothing on standard output, errors only on standard error'
complete -c sluice -n '__fish_seen_subcommand_from lint' -l color -x -a 'auto always never' -d 'colour in text; auto is on a terminal, without NO_COLOR'
complete -c sluice -n '__fish_seen_subcommand_from lint' -s h -l help -d 'this text'

complete -c sluice -n '__fish_seen_subcommand_from explain' -l color -x -a 'auto always never' -d 'colour in text; auto is on a terminal, without NO_COLOR'
complete -c sluice -n '__fish_seen_subcommand_from explain' -s h -l help -d 'this text'

complete -c sluice -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'
complete -c sluice -n '__fish_seen_subcommand_from completions' -s h -l help -d 'this text'
