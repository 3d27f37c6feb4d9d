#!/usr/bin/env bash
# Makes reports, replays their failures and opens their pages in headless Chromium: see check.py.
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
  if ! command -v chromium >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then
    echo "== Installing Chromium"
    if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core python3-venv
  fi
  [ -x "$environment/bin/pip" ] || python3 -m venv "$environment"
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
"$mondegreen" render "$work/stress.json" --output "$work/stress" --replace >/dev/null
"$mondegreen" render Reports/bundled/report.json --output "$work/bundled" --replace >/dev/null
# A small run with choices to browse, failures to replay and a perturbation without strengths.
rm -rf "$work/small"
"$mondegreen" report --limit 12 --perturbation homophones --perturbation reordering \
  --output "$work/small" >/dev/null 2>"$work/small.log" || { cat "$work/small.log" >&2; exit 1; }
"$mondegreen" replay "$work/small/fixtures" >"$work/replay.log" || { cat "$work/replay.log"; exit 1; }
python3 Tests/Page/check.py --axe "$axe" "$work"/{bundled,small,stress}/report.html
python3 Tests/Page/selftest.py --axe "$axe" "$work/bundled/report.html"
