#!/usr/bin/env bash
# libFuzzer on every reader of files: fuzz.sh [SECONDS [READER...]]. What led to new ways through the code is kept in
# Work/fuzz, so that the next run goes on there; a file that a reader died of lies there, too, and fails the run.
# SECONDS are of processor time, so that a busy machine shortens nothing. FUZZ_JOBS says how many readers are tried at a
# time. With FUZZ_QUIET=SECONDS a reader is left before its time is over if so many seconds brought no new branch.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-1800}
quiet=${FUZZ_QUIET:-0}
shift || true
work=$PWD/Work/fuzz
mkdir -p "$work"
# Each input becomes a file, written as safely as any: on a disk the time goes into waiting for it.
if [ -d /dev/shm ]; then
  TMPDIR=$(mktemp -d /dev/shm/mondegreen-fuzz.XXXXXX)
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
# libFuzzer keeps the file that a reader died of only if Swift's own handler of crashes leaves it the signal.
export SWIFT_BACKTRACE=enable=no
export MONDEGREEN_LIBFUZZER=1
# Coverage of Swift and C alike; libFuzzer's own main gives way to ours. The usual linker can't read the result.
swift build -c release --scratch-path .build/libfuzzer --product LibFuzzer -Xswiftc -sanitize=fuzzer \
  -Xcc -fsanitize=fuzzer-no-link -Xswiftc -use-ld=lld
fuzzer=$(swift build -c release --scratch-path .build/libfuzzer --show-bin-path)/LibFuzzer
if [ $# -eq 0 ]; then mapfile -t readers < <("$fuzzer"); else readers=("$@"); fi

# How many seconds a reader is tried before somebody looks whether there was anything new.
slice=$((quiet > 0 && quiet < 60 ? quiet : 60))

# A reader's figures: seconds of processor time, how many of them since the last new branch, files read, branches.
figures() {
  awk '/^Spent/ { seconds += $2; calm = branches > known ? 0 : calm + $2; known = branches }
    /^stat::number_of_executed_units/ { files += $2 }
    match($0, /cov: [0-9]+/) { branches = substr($0, RSTART + 5, RLENGTH - 5) }
    END { print seconds + 0, calm + 0, files + 0, branches + 0 }' "$work/$1.log"
}

# The seconds of processor time that this shell's children have taken: `times` knows those of a subshell alone.
children_seconds() { awk -v ticks="$(getconf CLK_TCK)" '{ print int(($16 + $17) / ticks) }' "/proc/$$/stat"; }

fuzz() {
  local name=$1 spent=0 calm=0 before time
  mkdir -p "$work/$name"
  : >"$work/$name.log"
  while ((spent < seconds)) && ((quiet == 0 || calm < quiet)); do
    time=$((seconds - spent < slice ? seconds - spent : slice))
    before=$(children_seconds)
    if ! "$fuzzer" "$name" "$work/$name" -max_total_time="$time" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
      -artifact_prefix="$work/$name.died-" -print_final_stats=1 -verbosity=1 >>"$work/$name.log" 2>&1; then
      echo "$name: died; see $work/$name.log" >&2
      return 1
    fi
    time=$(($(children_seconds) - before))
    echo "Spent $((time > 0 ? time : 1))" >>"$work/$name.log"
    read -r spent calm _ < <(figures "$name")
  done
}
export -f fuzz figures children_seconds
export fuzzer work seconds quiet slice
failed=0
printf '%s\n' "${readers[@]}" | xargs -P "${FUZZ_JOBS:-$(nproc)}" -I{} bash -c 'fuzz {}' || failed=1

echo "| reader | seconds | without a new branch | files read | branches | files kept |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for name in "${readers[@]}"; do
  read -r time calm files branches < <(figures "$name")
  echo "| \`$name\` | $time | $calm | $files | $branches | $(find "$work/$name" -type f | wc -l) |"
done
exit $failed
