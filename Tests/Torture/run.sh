#!/usr/bin/env bash
# What `make torture SEED=…` runs: 200 SIGKILLs and failing system calls over the long commands, then each
# reader of files on damaged ones, then the tests under the sanitizers. TORTURE_KILLS, TORTURE_FAULTS,
# TORTURE_FUZZ_SECONDS (a reader) and TORTURE_SANITIZERS ("address undefined thread", or empty for none) change
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
MONDEGREEN_FUZZ_SEED=$seed MONDEGREEN_FUZZ_SECONDS=${TORTURE_FUZZ_SECONDS:-1800} \
  swift test -c release --filter FuzzTests

for sanitizer in ${TORTURE_SANITIZERS-address undefined}; do
  echo "== Testing under the $sanitizer sanitizer"
  # What lives until the process ends is no leak that matters, and would change a command's status.
  ASAN_OPTIONS=detect_leaks=0 swift test --sanitize "$sanitizer" \
    --scratch-path ".build/$sanitizer" --no-parallel
done
