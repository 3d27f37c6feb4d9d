#!/usr/bin/env bash
# Installs the wheel into a fresh virtual environment and runs the tests of the Python package there.
#
#   Tests/Python/run.sh .build/wheel/mondegreen-….whl
#
# Without Python's venv it says that it is skipped; with MONDEGREEN_PYTHON_TESTS=required it fails.
set -euo pipefail
wheel=$(readlink -f "${1:?the wheel}")
here=$(cd "$(dirname "$0")" && pwd)

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "${MONDEGREEN_PYTHON_TESTS:-}" = required ]; then
    echo "The Python package can't be tested: python3-venv missing" >&2
    exit 1
  fi
  echo "== SKIPPED: the Python package is not tested, python3-venv missing"
  exit
fi

echo "== Testing the Python package in a fresh environment"
environment=$(mktemp -d /tmp/mondegreen-python.XXXXXX)
trap 'rm -rf "$environment"' EXIT
python3 -m venv "$environment"
"$environment/bin/pip" install -q --disable-pip-version-check "$wheel"
"$environment/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
# In a folder of its own, so that nothing of the checkout is imported.
cp -r "$here"/*.py "$here"/../ProcessServers "$environment/"
cd "$environment"
PATH="$environment/bin:/usr/bin:/bin" MONDEGREEN_PROGRAM="" \
  bin/python -m pytest -q -p no:cacheprovider test_*.py
bin/python "$here/../HuggingFace/check_onnx.py"
bin/mypy --strict --python-executable bin/python -p mondegreen
