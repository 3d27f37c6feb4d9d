#!/bin/sh
# Prepares a fresh Debian 12 for the corpus builder: the voices by apt, the recognizers and one more voice by pip.
# The environment goes to .venv beside the package (or to the folder given as first argument).
set -eu
cd "$(dirname "$0")/../.."
venv=${1:-.venv}
packages="flite espeak-ng festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts python3-venv"
missing=
for package in $packages; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  sudo=
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  echo "installing by apt:$missing"
  $sudo apt-get update
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
fi
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --requirement Corpora/Builder/requirements.txt
echo "ready: $venv/bin/python Corpora/Builder/build.py --help"
