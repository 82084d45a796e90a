"""Take the picture of the page as a phone shows it: `python docs/screenshot.py`.

It needs chromium, and playwright of the extra `web`. Beside the picture is written what it was taken of,
so that a test sees when the page has changed.
"""

import re
import shutil
import sys
from hashlib import sha256
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent / "src"))

from glutemed import load_catalog, make_plan, read_request, render

PICTURE, SOURCE = DOCS / "page.png", DOCS / "page.sha256"


def page() -> str:
    """Return the page of the README's first command."""
    catalog = load_catalog()
    return str(render(catalog, make_plan(catalog, read_request(catalog, {"goal": "rehab", "stage": "early"})), "html"))


def source(page: str) -> str:
    """Return the digest of what the picture shows of a page: its styles and its first session."""
    shown = re.findall(r"<style.*?</style>|<article class=\"day\" data-session=\"1\".*?</article>", page, re.DOTALL)
    return sha256("".join(shown).encode()).hexdigest()


def main() -> None:
    """Write the picture, a screen of 390 by 844 from the first session on, and the digest of its source."""
    from playwright.sync_api import sync_playwright

    made = page()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="light")
        phone.set_content(made)
        phone.evaluate("document.querySelector('#day-1-1').scrollIntoView({behavior: 'instant'})")
        phone.screenshot(path=PICTURE)
        browser.close()
    SOURCE.write_text(source(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
