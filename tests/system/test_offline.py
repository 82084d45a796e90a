"""Nothing leaves the machine: every command works where the kernel kills what opens a socket to a network."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from glutemed.cli.app import tree
from glutemed.model.catalog import Catalog

FORBIDDING = """
import ctypes, os, struct, sys

call = {"x86_64": 41, "aarch64": 198}[os.uname().machine]  # socket()
rules = (
    (0x20, 0, 0, 0),           # the number of the system call
    (0x15, 0, 3, call),        # any other: allowed
    (0x20, 0, 0, 16),          # its first argument, the family
    (0x15, 1, 0, 1),           # AF_UNIX, which does not leave the machine: allowed
    (0x06, 0, 0, 0x80000000),  # the process is killed
    (0x06, 0, 0, 0x7FFF0000),  # allowed
)
filter = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(rules), ctypes.addressof(filter)))
prctl = ctypes.CDLL(None, use_errno=True).prctl
if prctl(38, 1, 0, 0, 0) or prctl(22, 2, program):
    raise SystemExit(f"no seccomp here: {os.strerror(ctypes.get_errno())}")

def hook(event, _):
    if event.startswith(("socket.get", "socket.connect")):  # a name may be asked of a local service
        os.kill(os.getpid(), 31)

sys.addaudithook(hook)
"""
"""A sitecustomize of Linux: seccomp for compiled code too, and what Python asks of names."""

REHAB = ("--goal", "rehab", "--stage", "early")
ROWS = '{"goal": "rehab", "stage": "early"}\n{"goal": "prevention"}\n'
OVERLAY = "schema: glutemed.catalog/1\nhide: [clamshell]\n"
FORMATS = ("json", "html", "pdf", "ics", "csv", "fhir.json", "md")
COMMANDS = (
    *(("plan", *REHAB, "--start", "2026-12-07", "-o", f"plan.{suffix}") for suffix in FORMATS),
    *(("export", "plan.json", "-o", f"again.{suffix}") for suffix in FORMATS),
    ("plan", *REHAB, "--start", "2026-12-07", "--weeks", "4", "--save", "--qr", "-o", "handout.pdf"),
    ("batch", "rows.jsonl", "--output-dir", "pdfs", "--format", "pdf", "--jobs", "2"),
    ("batch", "rows.jsonl"),
    ("list",),
    ("show", "clamshell"),
    ("show", "clamshell", "--format", "svg"),
    ("why", "clamshell", *REHAB),
    ("check", "plan.json"),
    ("swap", "plan.json", "clamshell", "-o", "swapped.json"),
    ("edit", "plan.json", "clamshell", "--sets", "2", "-o", "edited.json"),
    ("screen", "--answers", "answers.yaml"),
    ("sources", "--format", "bibtex"),
    ("learn",),
    ("learn", "pain"),
    ("session", "--plain"),
    ("log", "--all-done", "--pain", "2"),
    ("log", "export", "log.json"),
    ("log", "import", "log.json"),
    ("log", "people"),
    ("next", "-o", "next.md"),
    ("progress",),
    ("log", "forget", "me", "--yes"),
    ("catalog", "validate", "mine.yaml"),
    ("catalog", "limits"),
    ("catalog", "schema"),
    ("catalog", "new"),
)
ENDS_EARLY = {("session", "--plain"), ("catalog", "new")}
"""Nobody answers them."""


def answers(catalog: Catalog) -> str:
    """Return a file of answers: no to every safety question."""
    facts = {"goal": "pain", "pain": 2, "age": 42}
    questions = {question.id: "no" for question in catalog.questions}
    return json.dumps({"schema": "glutemed.answers/1", "facts": facts, "questions": questions})


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """The environment of processes that may open no socket to a network."""
    (tmp_path / "offline").mkdir()
    (tmp_path / "offline" / "sitecustomize.py").write_text(FORBIDDING, encoding="utf-8")
    own = ("STORE", "CACHE", "CONFIG")
    return {
        **os.environ,
        **{f"GLUTEMED_{name}": str(tmp_path / "own" / name) for name in own},
        "GLUTEMED_TODAY": "2026-12-07",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(tmp_path / "offline"), os.environ.get("PYTHONPATH")))),
    }


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request as u; u.urlopen('http://127.0.0.1')",
        "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",
        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', 'import socket; socket.socket()']))",
    ],
)
def test_what_opens_a_socket_is_killed(offline: dict[str, str], code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], env=offline, capture_output=True, check=False)
    assert done.returncode in (-signal.SIGSYS, 256 - signal.SIGSYS)


def test_no_command_opens_a_socket(offline: dict[str, str], catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(OVERLAY, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(answers(catalog), encoding="utf-8")
    for arguments in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "glutemed", *arguments],
            cwd=tmp_path,
            env=offline,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or (arguments in ENDS_EARLY and done.returncode > 0), (arguments, done)
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["request"]["goal"] == "rehab"
    assert len(list((tmp_path / "pdfs").glob("*.pdf"))) == 2


def test_every_command_is_tried() -> None:
    root = typer.main.get_command(tree())
    assert isinstance(root, typer.core.TyperGroup)
    names = {arguments[0] for arguments in COMMANDS}
    assert names == set(root.commands)
    for group in ("log", "catalog"):
        within = root.commands[group]
        assert isinstance(within, typer.core.TyperGroup)
        assert {arguments[1] for arguments in COMMANDS if arguments[0] == group} >= set(within.commands)
