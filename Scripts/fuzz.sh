#!/usr/bin/env bash
# Builds one libFuzzer target of Tests/Fuzz and runs it: Scripts/fuzz.sh TARGET [SECONDS] [libFuzzer flags…]
#
# The engine's sources are compiled into one module with the target, so that it reaches internals; optimised, with
# assertions kept. A crash or a difference is left in .build/fuzz/TARGET/findings and fails the script.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:?usage: Scripts/fuzz.sh csv|numbers|dates|contracts|expressions [SECONDS] [libFuzzer flags...]}
seconds=${2:-60}
shift $(($# < 2 ? $# : 2))
[[ -f Tests/Fuzz/$target.swift ]] || { echo "fuzz: there is no Tests/Fuzz/$target.swift" >&2; exit 2; }

out=.build/fuzz
work=$out/$target
mkdir -p "$out" "$work/corpus" "$work/seeds" "$work/findings"

includes=()
for module in CSluiceMath CSluiceKernels CLibYAML CPCRE2 CMessageDigest CZstd CISAL; do
  folder=Sources/$module
  [[ -d $folder ]] || continue
  # A target with sources has no module map of its own; SwiftPM makes one when it builds, this script likewise.
  if [[ -d $folder/include && ! -f $folder/include/module.modulemap ]]; then
    mkdir -p "$out/maps/$module"
    printf 'module %s { umbrella "%s" export * }\n' "$module" "$PWD/$folder/include" >"$out/maps/$module/module.modulemap"
    folder=$out/maps/$module
  elif [[ -d $folder/include ]]; then
    folder=$folder/include
  fi
  includes+=(-Xcc "-fmodule-map-file=$folder/module.modulemap")
done

common=(-O -wmo -swift-version 6 -package-name sluice -parse-as-library -assert-config Debug -sanitize=address
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault "${includes[@]}" -suppress-warnings)

compile_c() {
  local source object
  for source in Sources/CSluiceKernels/*.c Sources/CSluiceMath/*.cpp; do
    object=$out/$(basename "$source").o
    [[ $object -nt $source ]] && continue
    case $source in
      *.cpp) clang++ -std=c++17 -O2 -g -fsanitize=address -I Sources/CSluiceMath/include -c "$source" -o "$object" ;;
      *) clang -O2 -g -fsanitize=address -I Sources/CSluiceKernels/include -c "$source" -o "$object" ;;
    esac
  done
}

newer() { [[ -n $(find "${@:2}" -name '*.swift' -newer "$1" -print -quit 2>/dev/null) || ! -e $1 ]]; }

compile_c
if newer "$out/libSluiceContract.a" Sources/SluiceContract; then
  echo "fuzz: compiling the contract" >&2
  mapfile -t sources < <(find Sources/SluiceContract -name '*.swift' | LC_ALL=C sort)
  swiftc "${common[@]}" -module-name SluiceContract -static -emit-module -emit-module-path "$out/SluiceContract.swiftmodule" \
    -emit-library -o "$out/libSluiceContract.a" "${sources[@]}"
fi
if newer "$work/fuzz" Sources/SluiceEngine Sources/SluiceContract Tests/Fuzz; then
  echo "fuzz: compiling the engine with the target" >&2
  mapfile -t sources < <(find Sources/SluiceEngine Tests/Fuzz/Support -name '*.swift' | LC_ALL=C sort)
  swiftc "${common[@]}" -sanitize=fuzzer -use-ld=lld -module-name SluiceFuzz -I "$out" -o "$work/fuzz" \
    "Tests/Fuzz/$target.swift" "${sources[@]}" "$out"/*.o "$out/libSluiceContract.a" \
    $(pkg-config --libs yaml-0.1 libpcre2-8 libisal libzstd libmd) -lstdc++
fi

# Seeds: what stands in Tests/Fuzz/seeds; for CSV every small fixture, read in each of the ways that the first bytes choose.
if [[ $target == csv ]]; then
  number=0
  while IFS= read -r fixture; do
    printf "\\x$(printf %x $((number % 11)))\\0\\0\\x$(printf %x $((number / 11 % 2)))\\x$(printf %x $((number % 5)))" |
      cat - "$fixture" >"$work/seeds/$number"
    number=$((number + 1))
  done < <(find Tests/SluiceEngineTests/Fixtures -name '*.csv' -size -8k | LC_ALL=C sort)
elif [[ $target == contracts ]]; then
  find examples contracts Tests -name '*.odcs.yaml' -size -8k -exec cp {} "$work/seeds/" \;
else
  cp "Tests/Fuzz/seeds/$target.txt" "$work/seeds/"
fi

echo "fuzz: $target for $seconds s" >&2
# The time of one input is that of the clock: it is large, since whatever else runs comes first.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=quarantine_size_mb=16
export LSAN_OPTIONS=suppressions=$PWD/Scripts/leaks.txt:print_suppressions=0
exec nice -n 19 "$work/fuzz" -max_total_time="$seconds" -artifact_prefix="$work/findings/" -timeout=300 -max_len=2048 \
  -dict="Tests/Fuzz/$target.dict" -print_final_stats=1 "$@" "$work/corpus" "$work/seeds"
