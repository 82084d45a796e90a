"""Take the picture of the page as a phone shows it. It needs chromium, and playwright of the extra `web`.

Usage, after `glutemed plan --goal rehab --stage early -o plan.html`:
python docs/screenshot.py plan.html -o docs/page.png
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright


def main() -> None:
    """Write the picture: a screen of 390 by 844, from the first session on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="light")
        phone.goto(options.page.resolve().as_uri())
        phone.evaluate("document.querySelector('#day-1-1').scrollIntoView({behavior: 'instant'})")
        phone.screenshot(path=options.output)
        browser.close()


if __name__ == "__main__":
    main()
