"""Names of a batch's files: made of a row's words, the same everywhere, and never a way out of the folder."""

import os

import pytest

from glutemed.cli.naming import TEMPLATE, file_name, read_template
from glutemed.errors import UsageError


def named(name: str, template: str = TEMPLATE, number: int = 7) -> str:
    return file_name(template, number, {"name": name, "goal": "rehab", "stage": "early"}, ".md")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ana Ruiz", "00007-ana-ruiz.md"),
        ("", "00007.md"),
        ("Zoë O'Neill-Łódź", "00007-zoë-o-neill-łódź.md"),
        ("李小龙", "00007-李小龙.md"),
        ("../../etc/passwd", "00007-etc-passwd.md"),
        ("..", "00007.md"),
        ("C:\\Windows", "00007-c-windows.md"),
        ("a/b\\c:d*e?f", "00007-a-b-c-d-e-f.md"),
        ("🏃", "00007.md"),
        (".hidden", "00007-hidden.md"),
        ("~root", "00007-root.md"),
        ("कि", "00007-कि.md"),
        ("$HOME `ls`", "00007-home-ls.md"),
    ],
)
def test_a_name_becomes_letters_and_digits_with_dashes_between(name: str, file: str) -> None:
    assert named(name) == file
    assert os.path.basename(named(name, "{name}")) == named(name, "{name}")


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "report", "aux"])
def test_names_that_mean_something_else_get_a_mark(name: str) -> None:
    assert named(name, "{name}") == f"_{name.casefold()}.md"


def test_a_row_without_any_word_for_its_file_has_its_number() -> None:
    assert named("🏃", "{name}") == "00007.md"


def test_a_long_name_is_cut_between_characters() -> None:
    file = named("é" * 300, "{name}-{number}")
    assert len(file.encode()) <= 80
    assert file.startswith("éé")
    assert file.endswith("é-00007.md")
    long = {
        "number": "",
        "name": "王" * 80,
        "id": "é" * 80,
        "goal": "prevention",
        "stage": "early",
        "start": "2026-12-01",
    }
    template = read_template("--template", "é" * 30 + "".join(f"{{{field}}}" for field in long))
    assert len(file_name(template, 12345, long, ".fhir.json").encode()) <= 255


def test_a_template_may_have_letters_of_any_script() -> None:
    assert named("Ana", read_template("--template", "Plan für {name} ({stage}), {number}")) == (
        "Plan für ana (early), 00007.md"
    )


def test_a_template_takes_every_field() -> None:
    template = read_template("--template", "{goal} {stage}.{name}_{number}-{start}")
    assert named("Ana", template, 12345) == "rehab early.ana_12345.md"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (
            "{numbr}",
            "{numbr} is no field; allowed: {number}, {id}, {name}, {goal}, {stage}, {start}, {format}; did you mean",
        ),
        ("plan", "needs {number}, {id} or {name}"),
        ("{goal}", "needs {number}, {id} or {name}"),
        ("../{name}", "letters, digits, spaces and _ . , - ( ) may stand around the fields"),
        ("/tmp/{number}", "letters, digits"),
        ("{number}\\x", "letters, digits"),
        (".{number}", "no dot first"),
        ("{number}{", "letters, digits"),
        ("{number.real}", "{number.real} is no field"),
        ("{number}" + "x" * 61, "letters, digits"),
        ("{name}{name}", "each field once"),
        ("", "needs {number}, {id} or {name}"),
    ],
)
def test_a_template_that_could_steer_a_path_is_refused(template: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_template("--template", template)
    assert str(caught.value).startswith("--template: ")
    assert told in str(caught.value)
