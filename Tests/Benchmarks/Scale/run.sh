#!/usr/bin/env bash
# Measures how time and memory grow with the corpus: wer, perturb, check and report on 10^4, 10^5 and 10^6
# utterances of ten hypotheses. From the root:
#
#     Tests/Benchmarks/Scale/run.sh [MONDEGREEN] [WORK]
#
# SCALE_SIZES="10000 100000" and SCALE_COMMANDS="wer perturb" measure less. Prints a row of Markdown for each; needs GNU
# time (Debian's time).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-"$here/../../../.build/release/mondegreen"}
work=${2:-"${TMPDIR:-/var/tmp}/mondegreen-scale"}
mkdir -p "$work"
export XDG_CACHE_HOME=$work/cache
python3 "$here/make_corpus.py" --arpa > "$work/words.arpa"
# One corpus under another seed is no corpus to be tuned on: the weights come from the bundled development lists.
model="bigram=arpa:$work/words.arpa"
echo "| command | utterances | seconds | seconds of processor time | peak memory, MB |"
echo "| --- | ---: | ---: | ---: | ---: |"
for size in ${SCALE_SIZES:-10000 100000 1000000}; do
  corpus=$work/large-$size.jsonl
  [ -f "$corpus" ] || { python3 "$here/make_corpus.py" "$size" > "$corpus.partial" && mv "$corpus.partial" "$corpus"; }
  for command in ${SCALE_COMMANDS:-wer perturb check report}; do
    case $command in
      wer) arguments=(wer --corpus "$corpus") ;;
      perturb) arguments=(perturb --corpus "$corpus") ;;
      check) arguments=(check --corpus "$corpus" --model "$model") ;;
      report)
        rm -rf "$work/report"
        arguments=(report --corpus "$corpus" --model "$model" --perturbation homophones --strength 2
          --draws 1 --output "$work/report") ;;
    esac
    status=0
    env time -f '%e %U %S %M' -o "$work/time" "$program" "${arguments[@]}" \
      > "$work/out" 2> "$work/err" || status=$?
    if [ "$status" -gt 2 ]; then
      echo "$command on $size utterances ended with $status:" >&2
      tail -5 "$work/err" >&2
      exit 1
    fi
    tail -1 "$work/time" | awk -v command="$command" -v size="$size" \
      '{ printf "| `%s` | %d | %.1f | %.1f | %.0f |\n", command, size, $1, $2 + $3, $4 / 1024 }'
  done
done
