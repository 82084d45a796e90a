"""Measure the page: what writing it costs beside `plan` piped, how large it is, and its first paint in chromium.

Usage: python3 dev bench [--pairs N], in an environment with the extra `web` for the first paint.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.measuring import GLUTEMED, environment_in, paired, pairs_asked, run

ASKED = {
    "one week": ["--goal", "rehab", "--stage", "early"],
    "12 weeks of 3 days": ["--goal", "prevention", "--weeks", "12", "--days", "3", "--level", "advanced"],
    "12 weeks of 7 days": ["--goal", "rehab", "--stage", "early", "--weeks", "12", "--days", "7"],
}
PAINTED = """() => new Promise((done) => {
  const found = performance.getEntriesByName("first-contentful-paint")[0];
  if (found) return done(found.startTime);
  new PerformanceObserver((list) => done(list.getEntriesByName("first-contentful-paint")[0].startTime))
    .observe({ type: "paint", buffered: true });
})"""


def paints(files: list[Path], rounds: int) -> list[float]:
    """Return the median time to first paint of each page in milliseconds; none where there is no browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        return []
    medians = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for file in files:
            times = []
            for _ in range(rounds):
                page = browser.new_page(viewport={"width": 390, "height": 844})
                page.goto(file.as_uri())
                times.append(page.evaluate(PAINTED))
                page.close()
            medians.append(statistics.median(times))
        browser.close()
    return medians


def main() -> None:
    """Print a line for each program."""
    pairs = pairs_asked(__doc__, most=9)
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(folder)
        files, rows = [], []
        for index, (name, asked) in enumerate(ASKED.items()):
            file, plan = Path(folder) / f"{index}.html", [GLUTEMED, "plan", *asked]
            run([*plan, "-o", str(file)], environment)
            found = paired([*plan, "--format", "html"], plan, environment, pairs)
            rows.append((name, found.ratio, found.seconds, file.stat().st_size / 1000))
            files.append(file)
        painted = paints(files, pairs)
        print(f"{'program':<20} {'x plan':>7} {'seconds':>8} {'kB':>6} {'first paint ms':>15}   ({pairs} pairs)")
        for index, (name, ratio, median, size) in enumerate(rows):
            shown = f"{painted[index]:.0f}" if painted else "-"
            print(f"{name:<20} {ratio:>7.2f} {median:>8.3f} {size:>6.0f} {shown:>15}")


if __name__ == "__main__":
    main()
