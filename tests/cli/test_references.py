"""`sources` as a user meets it: all publications, some in full, every format, and what a wrong key is told."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from glutemed.cli import system
from glutemed.model.catalog import Catalog

Run = Callable[..., tuple[int, str, str]]


def test_sources_lists_every_publication_and_explains_how_each_was_seen(glutemed: Run, catalog: Catalog) -> None:
    code, out, err = glutemed("sources")
    assert (code, err) == (0, "")
    assert out.startswith(f"# Publications: {len(catalog.sources)}\n\nSeen: P read in the original, Q quoted, S second")
    keys = [line.split(" | ")[0].removeprefix("| ").replace("\\", "") for line in out.splitlines() if line[:2] == "| "]
    assert sorted(set(keys) - {"Key", "---"}) == sorted(source.key for source in catalog.sources)
    assert "Ask for any key: glutemed sources R-001." in out


def test_keys_show_sources_in_full_in_their_order_in_any_case(glutemed: Run) -> None:
    code, out, err = glutemed("sources", "r-034", "BOREN2011", "r-034")
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if line.startswith("#")] == [
        "# R-034",
        "## What R-034 rests on",
        "## What rests on R-034",
        "## boren2011",
        "## What rests on boren2011",
    ]
    assert "- Seen: S, second-hand\n- Grade: C, small or laboratory study\n" in out
    assert "- Exercises: clamshell, " in out
    assert "- Limits: rise-two-weeks\n" in out


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("boren201", 'KEY: no source or statement is called "boren201"; did you mean "boren2011"?'),
        ("R-34x", 'KEY: no source or statement is called "R-34x"; did you mean "R-034"?'),
        ("", 'KEY: no source or statement is called ""; see glutemed sources'),
        ("?!", 'KEY: no source or statement is called "?!"; see glutemed sources'),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(glutemed: Run, key: str, message: str) -> None:
    assert glutemed("sources", key) == (2, "", f"glutemed: {message}\n")


def test_a_key_is_cut_and_cleaned_before_it_is_shown(glutemed: Run) -> None:
    code, out, err = glutemed("sources", "\x1b[31m" + "x" * 10_000)
    assert (code, out) == (2, "")
    assert "\x1b" not in err
    assert len(err) < 200


def test_sources_go_out_as_json_and_csv_alike(glutemed: Run, catalog: Catalog) -> None:
    rows = json.loads(glutemed("sources", "-f", "json")[1])
    cells = list(csv.DictReader(StringIO(glutemed("sources", "-f", "csv")[1])))
    assert [row["key"] for row in rows] == [cell["key"] for cell in cells] == [one.key for one in catalog.sources]
    assert list(rows[0]) == list(cells[0])
    one = json.loads(glutemed("sources", "A35", "-f", "json")[1])
    assert [(row["type"], row["grade"], row["sources"]) for row in one] == [("statement", "D", ["article"])]
    assert "side-plank-hip-abduction" in one[0]["named_by"]["exercises"]


def test_bibtex_is_chosen_by_the_suffix_of_a_file_too(glutemed: Run, tmp_path: Path, catalog: Catalog) -> None:
    assert glutemed("sources", "-o", "all.bib") == (0, "", "")
    written = (tmp_path / "all.bib").read_text(encoding="utf-8")
    assert written.count("\n@") + 1 == len(catalog.sources)
    assert glutemed("sources", "--format", "bibtex")[1] == written


def test_bibtex_of_a_statement_has_what_it_rests_on(glutemed: Run) -> None:
    out = glutemed("sources", "ruling-band-walk", "youdas2013", "--format", "bibtex")[1]
    assert [line for line in out.splitlines() if line.startswith("@")] == [
        "@article{youdas2013,",
        "@article{distefano2009,",
        "@misc{article,",
    ]
    assert glutemed("sources", "own", "--format", "bibtex")[1].startswith("% Nothing to cite")


def test_sources_on_a_terminal_are_laid_out(glutemed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "on_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    out = glutemed("sources", "boren2011")[1]
    assert "\n Grade           C, small or laboratory study\n" in out
    assert glutemed("sources", "boren2011", "--plain")[1].startswith("# boren2011\n")


def test_a_format_that_there_is_not_is_refused(glutemed: Run) -> None:
    code, _, err = glutemed("sources", "--format", "bibtx")
    assert (code, err.count("\n")) == (2, 1)
    assert 'did you mean "bibtex"?' in err
