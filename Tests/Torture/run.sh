#!/usr/bin/env bash
# What `make torture SEED=…` runs: 200 SIGKILLs and failing system calls over the long commands, then each
# reader of files on damaged ones, then the tests under the sanitizers. TORTURE_KILLS, TORTURE_FAULTS,
# TORTURE_FUZZ_SECONDS (a reader) and TORTURE_SANITIZERS ("address thread", or empty for none) change
# how much of each.
set -euo pipefail
program=$1
seed=$2
here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "$here/../.." && pwd)

echo "== Killing, and letting system calls fail (seed $seed)"
python3 "$here/torture.py" "$program" --seed "$seed" \
  --kills "${TORTURE_KILLS:-200}" --faults "${TORTURE_FAULTS:-12}"

cd "$package"
echo "== Reading damaged files"
"$here/fuzz.sh" "${TORTURE_FUZZ_SECONDS:-1800}"

echo "== A real Slurm of two nodes"
"$here/slurm.sh" "$program"

for sanitizer in ${TORTURE_SANITIZERS-address thread}; do
  echo "== Testing under the $sanitizer sanitizer"
  # The thread sanitizer sees locks only where they are made for it.
  if [ "$sanitizer" = thread ]; then export MONDEGREEN_THREAD_SANITIZER=1; else unset MONDEGREEN_THREAD_SANITIZER; fi
  # What lives until the process ends is no leak that matters, and would change a command's status, as would a report
  # of the thread sanitizer in a command that a test runs: reports go to files, which are looked at in the end.
  reports=$(mktemp -d)
  # Swift has no sanitizer for undefined behavior: the C code has, and the address sanitizer's library speaks for it.
  flags=(--sanitize "$sanitizer")
  if [ "$sanitizer" = address ]; then flags+=(-Xcc -fsanitize=undefined); fi
  MONDEGREEN_SANITIZER="$sanitizer" ASAN_OPTIONS=detect_leaks=0 \
    UBSAN_OPTIONS="log_path=$reports/report print_stacktrace=1 suppressions=$here/undefined.supp" \
    TSAN_OPTIONS="exitcode=0 log_path=$reports/report" \
    swift test "${flags[@]}" --scratch-path ".build/$sanitizer" --no-parallel
  if [ -n "$(ls "$reports")" ]; then
    grep -hE '^SUMMARY|runtime error' "$reports"/* | sort | uniq -c
    exit 1
  fi
done
