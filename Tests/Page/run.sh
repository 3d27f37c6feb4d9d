#!/usr/bin/env bash
# Renders the committed records and opens the pages in headless Chromium: see check.py.
#
#   Tests/Page/run.sh MONDEGREEN      the command-line tool to render with
#   Tests/Page/run.sh --setup         installs Chromium (apt) and axe-core (PyPI, under .build)
#
# Without Chromium or axe-core it says that it is skipped; with MONDEGREEN_PAGE=required it fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=.build/page
environment=.build/page-environment

if [ "${1:-}" = --setup ]; then
  if ! command -v chromium >/dev/null; then
    echo "== Installing Chromium"
    if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core python3-venv
  fi
  if ! [ -x "$environment/bin/pip" ]; then python3 -m venv "$environment"; fi
  "$environment/bin/pip" install -q --disable-pip-version-check --no-deps \
    -r Tests/Page/requirements.txt
  exit
fi

mondegreen=${1:?the command-line tool to render with}
axe=$(find "$environment" -name axe.min.js 2>/dev/null | head -n 1 || true)
missing=
command -v python3 >/dev/null || missing="python3"
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="Chromium"
[ -n "$axe" ] || missing="${missing:+$missing and }axe-core"
if [ -n "$missing" ]; then
  if [ "${MONDEGREEN_PAGE:-}" = required ]; then
    echo "The page can't be tested: $missing missing" >&2
    exit 1
  fi
  echo "== SKIPPED: the report's page is not tested, $missing missing (Tests/Page/run.sh --setup)"
  exit
fi

echo "== Testing the report's page in Chromium"
mkdir -p "$work"
python3 Tests/Page/stress.py Reports/bundled/report.json "$work/stress.json"
"$mondegreen" render "$work/stress.json" --output "$work/stress" >/dev/null
for report in bundled hardening; do
  "$mondegreen" render "Reports/$report/report.json" --output "$work/$report" >/dev/null
done
python3 Tests/Page/check.py --axe "$axe" "$work"/{bundled,hardening,stress}/report.html
python3 Tests/Page/selftest.py --axe "$axe" "$work/bundled/report.html"
