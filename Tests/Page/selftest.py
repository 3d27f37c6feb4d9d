"""Breaks a good page in one way after another and fails where check.py does not notice.

A check that can't fail is a defect.
"""

import argparse
import pathlib
import re
import sys
import tempfile

import check
import chromium

# What is broken, the text that is replaced, its replacement, and a word of the complaint.
FAULTS = [
    ("tables that do not scroll", ".scroll { overflow-x: auto;", ".scroll { overflow-x: visible;",
     "wide, the window"),
    ("no mark where a table goes on", ".table.more::after { content: '›';",
     ".table.more::after { content: none;", "without a visual cue"),
    ("a box without a name", 'role="region" aria-label="Models by conditions',
     'role="region" data-label="Models by conditions', "has no name"),
    ("text cut off", "</style>", ".lead { height: 2em; width: 9em; white-space: nowrap; "
     "overflow: hidden; }</style>", "its text is"),
    ("a chart's label too large", ".chart .tick, .chart .axis { fill: var(--soft); font-size: 13.5px;",
     ".chart .tick, .chart .axis { fill: var(--soft); font-size: 40px;", "reaches out of the chart"),
    ("a line through a label", '<line class="zero" x1="', '<line class="zero" x2="1" y2="500" x1="',
     "crosses"),
    ("heads letter by letter", "</style>", "thead th { overflow-wrap: anywhere; max-width: 1px; "
     "min-width: 0 !important; }</style>", "is torn apart"),
    ("a console message", "'use strict';", "'use strict'; console.warn('look');", "console: look"),
    ("an exception", "'use strict';", "'use strict'; throw new Error('thrown');", "thrown"),
    ("a request", "</style>", "body { background-image: url(http://localhost:9/x.png); }</style>",
     "request: http"),
    ("pale text", "--soft: #545b66;", "--soft: #c9ccd1;", "axe color-contrast"),
    ("no language", '<html lang="en">', "<html>", "axe html-has-lang"),
]

# By which the page says what scripts it has.
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--axe", type=pathlib.Path, required=True)
    parser.add_argument("--chromium", default=chromium.find())
    options = parser.parse_args()
    source = options.page.read_text()
    axe = options.axe.read_text()
    missed = []
    browser = chromium.Browser(options.chromium)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, old, new, complaint in FAULTS:
                if old not in source:
                    missed.append(f"{name}: the page has no “{old}”")
                    continue
                page = pathlib.Path(folder) / "broken.html"
                # The page's policy would keep a changed script from running at all.
                page.write_text(POLICY.sub("", source.replace(old, new, 1)))
                checks = check.Checks()
                check.check_layout(browser, page, axe, checks, [360], ["light"])
                if not any(complaint in sentence for sentence in checks.found):
                    missed.append(f"{name}: not noticed, but {list(checks.found)[:3]}")
    finally:
        browser.close()
    for sentence in missed:
        print(sentence)
    print(f"{len(FAULTS)} broken pages: "
          + (f"{len(missed)} not noticed" if missed else "each is noticed"))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
