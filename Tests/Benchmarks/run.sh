#!/usr/bin/env bash
# Measures the generator beside its Python peers, in turns, and prints medians and ratios.
# Usage: Tests/Benchmarks/run.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}
work=.build/benchmarks
python=$work/venv/bin/python
mkdir -p "$work"

# In a build folder of its own: another set of products would throw the ordinary build away.
export MONDEGREEN_BENCHMARKS=1
swift build -c release --product GeneratorBenchmarks --scratch-path "$work/build"
[ -x "$python" ] || python3 -m venv "$work/venv"
"$python" -m pip install --quiet --disable-pip-version-check -r Tests/Benchmarks/requirements.txt
: > "$work/figures.jsonl"
for round in $(seq "$rounds"); do
  echo "round $round of $rounds" >&2
  "$work/build/release/GeneratorBenchmarks" "$work" >> "$work/figures.jsonl"
  "$python" Tests/Benchmarks/peers.py "$work" >> "$work/figures.jsonl"
done
"$python" Tests/Benchmarks/compare.py < "$work/figures.jsonl"
