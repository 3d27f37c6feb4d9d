#!/usr/bin/env bash
# libFuzzer on every reader of files: fuzz.sh [SECONDS [READER...]]. What led to new ways through the code is kept in
# Work/fuzz, so that the next run goes on there; a file that a reader died of lies there, too, and fails the run.
# FUZZ_JOBS says how many readers are tried at a time.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-1800}
shift || true
work=$PWD/Work/fuzz
mkdir -p "$work"
export MONDEGREEN_LIBFUZZER=1
# Coverage of Swift and C alike; libFuzzer's own main gives way to ours. The usual linker can't read the result.
swift build -c release --scratch-path .build/libfuzzer --product LibFuzzer -Xswiftc -sanitize=fuzzer \
  -Xcc -fsanitize=fuzzer-no-link -Xswiftc -use-ld=lld
fuzzer=$(swift build -c release --scratch-path .build/libfuzzer --show-bin-path)/LibFuzzer
if [ $# -eq 0 ]; then mapfile -t readers < <("$fuzzer"); else readers=("$@"); fi

fuzz() {
  local name=$1
  mkdir -p "$work/$name"
  if ! "$fuzzer" "$name" "$work/$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
    -artifact_prefix="$work/$name.died-" -print_final_stats=1 -verbosity=1 >"$work/$name.log" 2>&1; then
    echo "$name: died; see $work/$name.log" >&2
    return 1
  fi
}
export -f fuzz
export fuzzer work seconds
failed=0
printf '%s\n' "${readers[@]}" | xargs -P "${FUZZ_JOBS:-$(nproc)}" -I{} bash -c 'fuzz {}' || failed=1

echo "| reader | files read | branches | files kept |"
echo "| --- | ---: | ---: | ---: |"
for name in "${readers[@]}"; do
  log=$work/$name.log
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  branches=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1 | cut -d' ' -f2)
  echo "| \`$name\` | ${executed:-?} | ${branches:-?} | $(find "$work/$name" -type f | wc -l) |"
done
exit $failed
