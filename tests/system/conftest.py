"""A browser for the page: Debian's chromium, and pages that the real command line writes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

MORNING = "2026-12-01T08:00:00"
"""When the browser's clock begins: a Tuesday."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "these tests need chromium: apt-get install chromium"
    return {"executable_path": found, "args": ["--no-sandbox"]}


@dataclass
class Cli:
    """The real command line, with a log and a cache of its own."""

    folder: Path

    def __call__(self, *arguments: str | Path, today: str = "2026-12-01", code: int = 0) -> str:
        """Run glutemed; return what it prints."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GLUTEMED")},
            "GLUTEMED_STORE": str(self.folder / "log.sqlite3"),
            "GLUTEMED_CACHE": str(self.folder / "cache"),
            "GLUTEMED_CONFIG": str(self.folder / "config"),
            "GLUTEMED_TODAY": today,
        }
        command = [sys.executable, "-m", "glutemed", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def page(self, *arguments: str) -> Path:
        """Return the page of a plan."""
        file = self.folder / "plan.html"
        self("plan", *arguments, "-o", file, "--force")
        return file

    def log(self) -> dict[str, Any]:
        """Return the one person that the log has."""
        (person,) = json.loads(self("log", "export"))["people"]
        found: dict[str, Any] = person
        return found


@pytest.fixture
def glutemed(tmp_path: Path) -> Cli:
    return Cli(tmp_path)


class Phone:
    """A page on a phone, with a clock that stands still until it is told to go on."""

    def __init__(self, context: BrowserContext, file: Path, *, time: str = MORNING, setup: str = "") -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on(
            "console", lambda told: self.errors.append(told.text) if told.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        if setup:
            self.page.add_init_script(setup)
        self.page.clock.install(time=time)
        self.page.goto(file.as_uri())
        self.page.clock.pause_at(f"{time[:-2]}10")

    def wait(self, seconds: float) -> None:
        """Let the page's clock run."""
        self.page.clock.run_for(int(seconds * 1000))

    def press(self, name: str) -> None:
        """Press the button of that name, as a finger does where there is touch."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def text(self, id: str) -> str:
        """Return what an element shows."""
        return self.page.locator(f"#{id}").inner_text()

    def view(self) -> str:
        """Return which screen of the session is shown."""
        shown = self.page.locator("#guide-main > [data-view]:visible")
        return shown.first.get_attribute("data-view") or "" if shown.count() else ""

    def start(self) -> None:
        """Begin the session that is due."""
        self.page.locator("#start-next").click()
        self.page.locator("#go").click()

    def do_set(self) -> None:
        """Do what is due to the end of one set."""
        done = self.page.evaluate("live.guide.done.size")
        for _ in range(60):
            if self.view() == "exercise":
                self.press("Begin")
            elif self.text("phase") == "Now":
                self.press("Done")
            else:
                self.wait(5)
            if self.page.evaluate("live.guide.done.size") > done:
                return
        raise AssertionError("no set came to its end")

    def do_all(self) -> None:
        """Do every set that is left."""
        while self.view() in ("exercise", "set"):
            self.do_set()

    def save(self, file: Path) -> Path:
        """Save the log to a file."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name="Save log").locator("visible=true").first.click()
        waiting.value.save_as(file)
        return file


@pytest.fixture
def phone_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, timezone_id="Europe/Berlin"
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()
