#!/usr/bin/env bash
# Copies the program and all that it needs to where an installation has them.
#
#   Sources/Installation/install.sh .build/standalone/mondegreen .build/release PREFIX
#
#   PREFIX/bin/mondegreen                  the program
#   PREFIX/share/mondegreen                data: lexicons, corpora, models, the server for hf: models
#   PREFIX/share/man/man1                  one page a command
#   PREFIX/share/{bash-completion,zsh,fish}  completion for shells
#   PREFIX/share/doc/mondegreen            licenses
#
# With DESTDIR set, as packagers do, everything goes below that folder. With --bare there are only program,
# data and licenses.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

bare=
if [ "${1:-}" = --bare ]; then bare=yes; shift; fi
program=${1:?the program}
build=${2:?the folder of the build, where the data lie}
prefix=${DESTDIR:-}${3:?where to install}

install -d "$prefix/bin" "$prefix/share/mondegreen" "$prefix/share/doc/mondegreen"
# By another name first: a program that runs can't be written to, but replaced it can be.
install -m 755 "$program" "$prefix/bin/.mondegreen.partial"
mv -f "$prefix/bin/.mondegreen.partial" "$prefix/bin/mondegreen"

for folder in "$build"/mondegreen_*.resources; do
  case $folder in *Tests.resources) continue ;; esac
  target=$prefix/share/mondegreen/$(basename "$folder")
  rm -rf "$target.partial"
  cp -rL "$folder" "$target.partial"
  find "$target.partial" \( -name __pycache__ -o -name '.DS_Store' \) -exec rm -rf {} +
  chmod -R u+rwX,go+rX,go-w "$target.partial"
  rm -rf "$target"
  mv "$target.partial" "$target"
done
install -m 644 "$root/LICENSE" "$prefix/share/doc/mondegreen/LICENSE"
install -m 644 "$root/Lexicons/Data/cmudict.LICENSE" "$prefix/share/doc/mondegreen/cmudict.LICENSE"
[ -z "$bare" ] || exit 0

pages=$prefix/share/man/man1
install -d "$pages"
rm -f "$pages"/mondegreen.1.gz "$pages"/mondegreen-*.1.gz
MONDEGREEN_VERSION=$("$prefix/bin/mondegreen" --version)
export MONDEGREEN_VERSION
"$prefix/bin/mondegreen" --experimental-dump-help | python3 "$here/manual.py" "$pages"
gzip -9nf "$pages"/mondegreen*.1

bash=$prefix/share/bash-completion/completions
zsh=$prefix/share/zsh/site-functions
fish=$prefix/share/fish/vendor_completions.d
install -d "$bash" "$zsh" "$fish"
"$prefix/bin/mondegreen" --generate-completion-script bash >"$bash/mondegreen"
"$prefix/bin/mondegreen" --generate-completion-script zsh >"$zsh/_mondegreen"
"$prefix/bin/mondegreen" --generate-completion-script fish >"$fish/mondegreen.fish"
