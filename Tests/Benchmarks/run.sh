#!/usr/bin/env bash
# Measures the generator beside its Python peers, in turns, and prints medians and ratios.
# Usage: Tests/Benchmarks/run.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}
work=.build/benchmarks
mkdir -p "$work"

export MONDEGREEN_BENCHMARKS=1
swift build -c release --product GeneratorBenchmarks
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet -r Tests/Benchmarks/requirements.txt
fi
: > "$work/figures.jsonl"
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  .build/release/GeneratorBenchmarks "$work" >> "$work/figures.jsonl"
  "$work/venv/bin/python" Tests/Benchmarks/peers.py "$work" >> "$work/figures.jsonl"
done
"$work/venv/bin/python" Tests/Benchmarks/compare.py < "$work/figures.jsonl"
