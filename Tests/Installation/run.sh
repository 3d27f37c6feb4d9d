#!/usr/bin/env bash
# Installs the program, and runs the installed copy where neither this checkout nor a Swift toolchain is.
#
#   Tests/Installation/run.sh      after make standalone
#
# Both are hidden by empty mounts in a namespace of its own, which needs root or user namespaces; where it gets
# neither, it says so and runs the copy without hiding them.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

if [ "${1:-}" != --inside ]; then
  echo "== Testing the installed program"
  work=$(mktemp -d /tmp/mondegreen-installed.XXXXXX)
  trap 'rm -rf "$work"' EXIT
  Sources/Installation/install.sh .build/standalone/mondegreen .build/release "$work/prefix"
  # Somewhere else than it was installed to, and out of the checkout.
  mkdir "$work/moved to" "$work/empty" "$work/home"
  mv "$work/prefix" "$work/moved to/here"
  cp "$0" "$work/run.sh"
  toolchain=$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")")
  commit=${MONDEGREEN_COMMIT:-unknown}
  hide='mount --bind "$1/empty" "$2" && mount --bind "$1/empty" "$3" && exec bash "$1/run.sh" --inside "$1" "$2" "$4"'
  if unshare -m true 2>/dev/null; then
    unshare -m bash -c "$hide" - "$work" "$root" "$toolchain" "$commit"
  elif unshare -rm true 2>/dev/null; then
    unshare -rm bash -c "$hide" - "$work" "$root" "$toolchain" "$commit"
  else
    echo "== SKIPPED: the checkout can't be hidden from the installed program here (unshare -m)"
    bash "$work/run.sh" --inside "$work" "" "$commit"
  fi
  exit
fi

work=$2 checkout=$3 commit=$4
prefix="$work/moved to/here"
mondegreen="$prefix/bin/mondegreen"
cd "$work"
passed=0

fail() {
  echo "FAILED: $1" >&2
  [ ! -s out ] || { echo "--- standard output" >&2; head -c 2000 out >&2; }
  [ ! -s errors ] || { echo "--- standard error" >&2; head -c 2000 errors >&2; }
  exit 1
}

# Runs the program with nothing of this shell's surroundings: status in $status, what it says in out and errors.
run() {
  status=0
  env -i PATH=/usr/bin:/bin HOME="$work/home" "${settings[@]}" "$mondegreen" "$@" >out 2>errors </dev/null || status=$?
}
settings=(LANG=C.UTF-8)

# check SENTENCE CONDITION…
check() {
  local sentence=$1
  shift
  "$@" || fail "$sentence"
  passed=$((passed + 1))
}

if [ -n "$checkout" ]; then check "the checkout is out of reach" test ! -e "$checkout/Package.swift"; fi

libraries=$(ldd "$mondegreen" | awk '{print $1}' | grep -vE '^(linux-vdso|libc\.|libm\.|libdl\.|libpthread\.|librt\.|libutil\.|/lib64/ld-linux|/lib/ld-linux|libgcc_s\.)' || true)
check "nothing but glibc is linked dynamically, found $libraries" test -z "$libraries"

run --version
check "the version is told with the commit" grep -qE '^0\.1\.0 \(commit ([0-9a-f]{40}(-modified)?|unknown)\)$' out
if [ "$commit" != unknown ]; then check "the commit is the one that was built" grep -qF "(commit $commit)" out; fi

run doctor
check "no data is missing" test "$status" = 0
check "the bundled data are found" grep -qE '^bundled data +ok' out
check "the bundled models are found" grep -qE '^bundled models +ok' out

run lexicon homophones their --limit 3
check "the lexicon is found" grep -q '^there ' out

run perturb --corpus messaging-test --limit 40 --perturbation number-forms --language de
check "ICU's data are in the program" test "$status" = 0

run wer --corpus narrative-test --json
check "a corpus is read" grep -q '"source":"narrative-test"' out

run report --quick --limit 6 --model lora --cases 3 --output report
check "a report is made" test "$status" = 0 -a -s report/report.html -a -s report/report.json
# What was compiled in must not be where it was compiled.
if [ -n "$checkout" ]; then check "the report does not name the checkout" sh -c '! grep -qF "$1" report/report.json' - "$checkout"; fi

run score hf:no-such-model --corpus messaging-test --limit 1
check "the server of Hugging Face models is found" sh -c '! grep -q "no such file" errors'

# Man pages and completion.
pages=$prefix/share/man/man1
for command in $("$mondegreen" --help | sed -nE 's/^  ([a-z][a-z-]*) {2,}.*/\1/p'); do
  check "$command has a man page" test -s "$pages/mondegreen-$command.1.gz"
done
check "a command below another has a man page" test -s "$pages/mondegreen-lexicon-near.1.gz"
check "a page has its sections" sh -c 'gzip -dc "$1" | grep -q "^.SH SYNOPSIS"' - "$pages/mondegreen-report.1.gz"
if command -v groff >/dev/null; then
  for page in "$pages"/*.gz; do
    gzip -dc "$page" | groff -K utf8 -man -Tutf8 -ww -z >out 2>errors
    check "groff has nothing to say of $(basename "$page")" test ! -s errors
  done
else
  echo "== SKIPPED: man pages are not formatted, groff missing"
fi
check "bash completes" bash -n "$prefix/share/bash-completion/completions/mondegreen"

# Data elsewhere, and nowhere.
mv "$prefix/share/mondegreen" "$work/data elsewhere"
run lexicon homophones their
check "missing data end with 66, found $status" test "$status" = 66
check "missing data are said in one sentence" test "$(wc -l <errors)" = 1
check "the sentence says where they are expected" grep -qF "$prefix/share/mondegreen" errors
check "the sentence names the variable" grep -qF MONDEGREEN_DATA errors
settings+=("MONDEGREEN_DATA=$work/data elsewhere")
run lexicon homophones their --limit 1
check "MONDEGREEN_DATA names the data's folder" grep -q '^there ' out
settings+=("MONDEGREEN_DATA=/no/such/folder")
run lexicon homophones their
check "a folder without data is named" grep -qF "MONDEGREEN_DATA names, /no/such/folder" errors

echo "$passed passed, 0 failed"
