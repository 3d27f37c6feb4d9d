"""Opens report pages in headless Chromium and fails on what a reader could stumble over.

Checked at every width, light and dark, with everything folded and with everything open, and in
print on A4: nothing wider than the window, no clipped text, no chart's label cut or crossed, no
console message and no request to a network, no axe-core violation, at most 3 MB. Then that tables
sort, by keyboard as well, that the choices that moved are filtered and paged through rightly, and
that without scripts nothing but that is lost.
"""

import argparse
import base64
import gzip
import json
import pathlib
import sys
import time

import chromium

WIDTHS = [360, 768, 1280, 1920]
# A4 without the page's margins, in CSS pixels: (210 − 2 · 12) mm at 96 to the inch.
PAPER = 703
LARGEST = 3_000_000
HERE = pathlib.Path(__file__).parent
AXE = """axe.run(document, { resultTypes: ['violations'] }).then((result) =>
  result.violations.map((one) => `axe ${one.id}: ${one.help}: `
    + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')
    + ` (${one.nodes.length})`))"""
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# Layout observers have run after two frames.
SETTLE = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Checks:
    """What is wrong, each once, with the first place where it was seen."""

    def __init__(self):
        self.found = {}
        self.count = 0

    def add(self, place, sentences):
        self.count += 1
        for sentence in sentences:
            self.found.setdefault(sentence, place)

    def expect(self, place, holds, sentence):
        self.add(place, [] if holds else [sentence])


def check_layout(browser, page, axe, checks, widths=WIDTHS, schemes=("light", "dark")):
    layout = (HERE / "checks.js").read_text()
    for scheme in schemes:
        browser.media(scheme=scheme)
        for width in widths:
            browser.size(width)
            browser.open(page.as_uri())
            place = f"{page.parent.name}/{page.name}, {width} px, {scheme}"
            browser.evaluate(SETTLE)
            checks.add(place, browser.evaluate(layout))
            browser.evaluate(UNFOLD)
            browser.evaluate(SETTLE)
            checks.add(place + ", open", browser.evaluate(layout))
            if axe and (width, scheme) in ((360, "light"), (1280, "dark")):
                browser.evaluate(axe)
                checks.add(place, browser.evaluate(AXE))
            checks.add(place, browser.messages())


def check_print(browser, page, checks, keep):
    layout = (HERE / "checks.js").read_text()
    place = f"{page.parent.name}/{page.name}, A4"
    for scheme in ("light", "dark"):
        browser.media("print", scheme)
        browser.size(PAPER)
        browser.open(page.as_uri())
        browser.evaluate(SETTLE)
        checks.add(f"{place}, {scheme}", browser.evaluate(layout))
        checks.add(f"{place}, {scheme}", browser.evaluate(
            """Array.from(document.querySelectorAll('details'))
              .filter((one) => !one.closest('.moved') && one.lastElementChild.getBoundingClientRect().height === 0)
              .map((one) => 'stays folded in print: ' + one.firstElementChild.textContent)"""))
    browser.media()
    data = browser.pdf()
    checks.expect(place, data.startswith(b"%PDF") and len(data) > 20_000, "the PDF is empty")
    if keep:
        (keep / f"{page.parent.name}.pdf").write_bytes(data)


def check_sorting(browser, page, checks):
    """Every column of every sortable table, by keyboard, against an order found here."""
    place = f"{page.parent.name}/{page.name}, sorting"
    browser.media()
    browser.size(1280)
    browser.open(page.as_uri())
    browser.evaluate(SETTLE)
    tables = browser.evaluate("document.querySelectorAll('table.sortable').length")
    checks.expect(place, tables > 0, "no table can be sorted")
    for table in range(tables):
        root = f"document.querySelectorAll('table.sortable')[{table}]"
        columns = browser.evaluate(f"{root}.querySelectorAll('thead th button').length")
        checks.expect(place, columns > 1, f"table {table} has no buttons to sort it by")
        for column in range(1, columns):
            for order in ("ascending", "descending"):
                browser.evaluate(
                    f"{root}.querySelectorAll('thead th button')[{column}].focus()")
                browser.key("Enter", 13, "\r")
                seen = browser.evaluate(f"""(() => {{
                    const rows = Array.from({root}.tBodies[0].rows);
                    return {{ sort: {root}.querySelectorAll('thead th')[{column}].ariaSort,
                      cells: rows.map((row) => row.children[{column}].textContent.trim()) }};
                  }})()""")
                values = [number(cell) for cell in seen["cells"]]
                values = [value for value in values if value is not None]
                right = sorted(values, reverse=order == "descending")
                checks.expect(
                    place, seen["sort"] == order and values == right,
                    f"table {table}, column {column}: {seen['sort']} {values}, not {order}")
    checks.add(place, browser.messages())


def number(cell):
    """The figure that a cell begins with; None for a dash."""
    text = cell.replace("−", "-").replace(",", "").lstrip("+")
    digits = ""
    for character in text:
        if not (character.isdigit() or character in "-."):
            break
        digits += character
    try:
        return float(digits)
    except ValueError:
        return None


def check_browsing(browser, page, checks):
    """Filters and paging of the choices that moved, against the data unpacked here."""
    place = f"{page.parent.name}/{page.name}, browsing"
    browser.media()
    browser.size(1280)
    browser.open(page.as_uri())
    packed = browser.evaluate("document.getElementById('moved-data')?.textContent ?? null")
    if packed is None:
        return False
    data = json.loads(gzip.decompress(base64.b64decode(packed)))
    rows = data["rows"]
    for _ in range(100):
        if browser.evaluate("!document.getElementById('moved-list').hidden"):
            break
        time.sleep(0.1)

    def shown():
        return browser.evaluate("""(() => ({
            status: document.getElementById('moved-count').textContent,
            items: document.getElementById('moved-list').children.length,
            first: document.getElementById('moved-list').start,
            elements: document.getElementById('moved-list').querySelectorAll('*').length }))()""")

    def expect(matching, what, page_of=1):
        seen = shown()
        first = (page_of - 1) * 25
        items = max(0, min(25, len(matching) - first))
        status = f"{len(matching):,} choice" if matching else "No choice matches."
        checks.expect(
            place,
            seen["items"] == items and seen["status"].startswith(status)
            and seen["elements"] < 5_000,
            f"{what}: expected {len(matching)} choices, {items} of them shown; found {seen}")

    def choose(name, value):
        browser.evaluate(f"""(() => {{
            const control = document.getElementById('moved-{name}');
            control.value = {json.dumps(value)};
            control.dispatchEvent(new Event('input', {{ bubbles: true }}));
          }})()""")

    expect(rows, "all choices")
    most = max(row[7] or 0 for row in rows)
    checks.expect(
        place,
        most <= 0 or f"harm: {most} more error" in browser.evaluate(
            "document.getElementById('moved-list').firstElementChild.textContent"),
        f"the choice that adds {most} errors does not come first")
    for model, name in enumerate(data["models"]):
        choose("model", str(model))
        expect([row for row in rows if row[1] == model], f"model {name}")
    choose("model", "")
    for condition, name in enumerate(data["conditions"]):
        choose("condition", str(condition))
        expect([row for row in rows if row[2] == condition], f"condition {name}")
    choose("condition", "")
    for corpus, name in enumerate(data["corpora"]):
        choose("corpus", str(corpus))
        expect([row for row in rows if data["utterances"][row[0]][2] == corpus], f"corpus {name}")
    choose("corpus", "")
    effects = {
        "harm": lambda added: added is not None and added > 0,
        "rescue": lambda added: added is not None and added < 0,
        "same": lambda added: added == 0,
        "removed": lambda added: added is None,
    }
    for name, holds in effects.items():
        choose("effect", name)
        expect([row for row in rows if holds(row[7])], name)
    choose("effect", "")

    def texts(row):
        reference = data["utterances"][row[0]][1]
        return [data["texts"][place] for place in (reference, row[4], row[5], row[6]) if place >= 0]

    word = data["texts"][0].split()[0]
    browser.evaluate("document.getElementById('moved-word').focus()")
    for character in word:
        browser.send("Input.insertText", text=character)
    expect(
        [row for row in rows if any(word in text.lower().split() for text in texts(row))],
        f"the word {word}")
    choose("word", "no-such-word")
    expect([], "a word that nowhere stands")
    choose("word", "")
    if len(rows) > 25:
        browser.evaluate("document.getElementById('moved-next').focus()")
        browser.key("Enter", 13, "\r")
        expect(rows, "the second page", page_of=2)
        checks.expect(place, shown()["first"] == 26, "the second page does not begin at 26")
    checks.add(place, browser.messages())
    return True


def check_without_scripts(browser, page, checks):
    place = f"{page.parent.name}/{page.name}, without scripts"
    browser.scripts(False)
    try:
        for width in (360, 1280):
            browser.size(width)
            browser.open(page.as_uri())
            checks.expect(
                place,
                browser.evaluate("document.documentElement.scrollWidth") <= width,
                f"the page is wider than {width}")
            checks.expect(
                place,
                browser.evaluate("""Array.from(document.querySelectorAll('button, select, input'))
                  .every((one) => !one.checkVisibility())"""),
                "there are buttons that do nothing")
            checks.expect(
                place,
                browser.evaluate("document.querySelectorAll('main table').length") > 3,
                "the tables are gone")
    finally:
        browser.scripts(True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="+", type=pathlib.Path, metavar="report.html")
    parser.add_argument("--axe", type=pathlib.Path, help="axe.min.js; without it, axe is left out")
    parser.add_argument("--chromium", default=chromium.find(), help="the browser")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for PDFs and screenshots")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    axe = options.axe.read_text() if options.axe else None
    checks = Checks()
    browsed = 0
    browser = chromium.Browser(options.chromium)
    try:
        for page in options.pages:
            page = page.resolve()
            size = page.stat().st_size
            checks.expect(page.name, size <= LARGEST, f"{page} has {size} bytes, over {LARGEST}")
            check_layout(browser, page, axe, checks)
            check_print(browser, page, checks, options.keep)
            check_sorting(browser, page, checks)
            browsed += check_browsing(browser, page, checks)
            check_without_scripts(browser, page, checks)
    finally:
        browser.close()
    for sentence, place in checks.found.items():
        print(f"{place}: {sentence}")
    pages = f"{len(options.pages)} page{'' if len(options.pages) == 1 else 's'}"
    print(f"{pages} ({browsed} with choices to browse), {checks.count} checks: "
          + (f"{len(checks.found)} faults" if checks.found else "no fault"))
    sys.exit(1 if checks.found else 0)


if __name__ == "__main__":
    main()
