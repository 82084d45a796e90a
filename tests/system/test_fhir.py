"""The health record as the npm package fhir reads it, which knows the value sets of R4; run by node."""

import json
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.fhir_faults import FAULTS
from tests.system.conftest import Cli

PACKAGE = "fhir@4.12.0"
READER = Path(__file__).with_name("fhir_reader.js")
KNOWN = (
    'Value set "http://hl7.org/fhir/ValueSet/procedure-code" could not be found.',
    'Code "229065009" (http://snomed.info/sct) not found in value set',
)
"""What it says of every bundle: SNOMED CT is no part of the package."""
SORE = ("--condition", "gluteal-tendinopathy", "--side", "left")
PLANS = {
    "dated": ("--goal", "rehab", "--weeks", "3", "--start", "2026-12-01"),
    "undated": ("--goal", "prevention", "--weeks", "2"),
    "one-sided": ("--goal", "rehab", "--stage", "mid", "--pain", "1", "--weeks", "6", *SORE),
    "named": ("--goal", "rehab", "--start", "2026-12-01", "--for", "Ana Ruiz", "--from", "Hip clinic", *SORE),
    "weekdays": ("--goal", "rehab", "--on", "mon,wed,fri", *SORE),
    "late": ("--goal", "rehab", "--stage", "late", "--pain", "0", "--weeks", "12", "--equipment", "gym"),
}
Told = list[dict[str, str]]
Read = Callable[[list[Any]], list[Told]]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """What the reader says of bundles, one list of messages each; installed once."""
    node, npm = shutil.which("node"), shutil.which("npm")
    assert node, "these tests need node: apt-get install nodejs"
    assert npm, "these tests need npm: apt-get install npm"
    folder = tmp_path_factory.mktemp("npm")
    quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    install = [npm, "install", *quiet, "--prefix", str(folder), PACKAGE]
    subprocess.run(install, check=True, capture_output=True, text=True, timeout=300)

    def read(bundles: list[Any]) -> list[Told]:
        command = [node, str(READER), str(folder)]
        done = subprocess.run(
            command, input=json.dumps(bundles), capture_output=True, text=True, check=True, timeout=300
        )
        told: list[Told] = json.loads(done.stdout)
        return [[one for one in messages if one["message"] not in KNOWN] for messages in told]

    return read


def bundle_of(glutemed: Cli, *arguments: str) -> Any:
    file = glutemed.folder / "plan.fhir.json"
    glutemed("plan", *arguments, "-o", file, "--force")
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_reader_finds_nothing_amiss(read: Read, glutemed: Cli) -> None:
    bundles = [bundle_of(glutemed, *arguments) for arguments in PLANS.values()]
    assert dict(zip(PLANS, read(bundles), strict=True)) == {name: [] for name in PLANS}


def test_the_reader_catches_the_faults_that_it_knows_of(read: Read, glutemed: Cli) -> None:
    bundle = bundle_of(glutemed, *PLANS["dated"])
    planted = [deepcopy(bundle) for _ in FAULTS]
    for one, fault in zip(planted, FAULTS.values(), strict=True):
        fault.plant(one)
    told = dict(zip(FAULTS, read(planted), strict=True))
    caught = {name: any(one["severity"] in ("error", "fatal") for one in messages) for name, messages in told.items()}
    assert caught == {name: fault.npm for name, fault in FAULTS.items()}
