"""Takes the README's picture of a report: the first screen of its page.

    python3 Tests/Page/picture.py Reports/bundled/report.html Reports/report.png
"""

import pathlib
import shutil
import subprocess
import sys

import chromium


def main(page, picture):
    path = chromium.find()
    if path is None:
        sys.exit("picture.py: expected Chromium on the PATH (make page-setup installs it)")
    browser = chromium.Browser(path)
    try:
        browser.media(scheme="light")
        browser.size(1120, 792)
        browser.open(pathlib.Path(page).resolve().as_uri())
        browser.screenshot(picture, whole=False)
    finally:
        browser.close()
    # Less than half the size, and no difference to the eye.
    if shutil.which("pngquant"):
        subprocess.run(
            ["pngquant", "--force", "--strip", "--output", picture, "192", picture], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
