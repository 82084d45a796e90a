"""The library: what it refuses and how, what it never changes, and that threads and processes get the same."""

import copy
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import glutemed
from glutemed.errors import UsageError
from glutemed.loading.catalog import load_catalog
from glutemed.loading.requests import read_request as read_options
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Plan, Request
from glutemed.model.records import encode

MANY = Path(__file__).with_name("many.py")
REHAB: dict[str, Any] = {"goal": "rehab", "stage": "early", "days": 3, "equipment": ("band",)}
TUPLE = "must be a tuple of texts"


def run(*arguments: str | Path, seed: str = "0") -> str:
    """Return what a fresh Python prints; it must not warn."""
    environment = {"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": seed, "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def plan(catalog: Catalog) -> Plan:
    return glutemed.make_plan(catalog, Request(**REHAB))


# Names


def test_importing_the_library_loads_nothing_of_it() -> None:
    loaded = run("-c", "import sys, glutemed; print(*sorted(name for name in sys.modules if 'glutemed' in name))")
    assert [name for name in loaded.split() if not name.startswith("__editable__")] == ["glutemed"]
    assert "importlib.metadata" not in run("-S", "-c", "import sys, glutemed; print(*sys.modules)").split()


def test_every_public_name_is_there_and_listed() -> None:
    assert set(glutemed.__all__) <= set(dir(glutemed))
    space: dict[str, Any] = {}
    exec("from glutemed import *", space)
    assert set(glutemed.__all__) <= set(space)
    homes = {getattr(glutemed, name).__module__ for name in glutemed.__all__ if name != "__version__"}
    assert all(home.startswith("glutemed.") for home in homes)
    assert all(getattr(glutemed, name).__doc__ for name in glutemed.__all__ if name != "__version__")


def test_a_name_that_is_none_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'glutemed' has no attribute 'make_plans'"):
        glutemed.make_plans  # noqa: B018


@pytest.mark.parametrize("first", ["import glutemed.rendering.markdown", "import glutemed.cli.plans", "pass"])
def test_render_is_the_function_whatever_was_imported_before(first: str) -> None:
    then = "from glutemed import render; import glutemed, glutemed.rendering.words; print(glutemed.render is render)"
    assert run("-c", f"{first}\n{then}").strip() == "True"


def test_types_hold_in_the_script_of_a_user(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(USER)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", "--no-error-summary", script],
        cwd=tmp_path,
        env={"MYPYPATH": str(Path(glutemed.__file__).parents[1]), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout.splitlines()
    assert told[0].startswith('script.py:15: error: Unexpected keyword argument "papr"')
    assert {line.partition(": ")[0] for line in told} == {"script.py:15"}


USER = """\
from pathlib import Path
from glutemed import Catalog, Finding, GlutemedError, Plan, Request, load_catalog, make_plan, check_plan
from glutemed import read_request, render

def planned(catalog: Catalog, row: dict[str, object]) -> Plan:
    return make_plan(catalog, read_request(catalog, row))

catalog = load_catalog(overlays=[Path("mine.yaml")], cache="cache")
plan = make_plan(catalog, Request(goal="rehab", stage="early", days=3, condition=("itb-syndrome",)))
found: tuple[Finding, ...] = check_plan(catalog, plan)
text: str = render(catalog, plan)
page: str = render(catalog, plan, "html", person="Ana Ruiz", clinic="Hip clinic", cache=Path("cache"))
sheet: bytes = render(catalog, plan, "pdf", paper="letter", qr=True)
either: str | bytes = render(catalog, plan, "pdf" if text else "csv")
sheet = render(catalog, plan, "pdf", papr="letter")
"""


# Requests


@pytest.mark.parametrize(
    "fields, told",
    [
        ({"goal": "healing"}, 'goal: "healing" is not allowed; allowed: prevention, rehab'),
        ({"goal": None}, "goal is missing; allowed: prevention, rehab"),
        ({"goal": b"rehab"}, "goal: must be a text"),
        ({"goal": ["rehab"]}, "goal: must be a text"),
        ({"goal": "prevention"}, "stage goes with goal rehab only; prevention draws on mid and late exercises"),
        ({"stage": "erly"}, 'stage: "erly" is not allowed; allowed: early, mid, late; did you mean "early"?'),
        ({"pain": 11}, "pain: 11 is not allowed; allowed: 0 to 10"),
        ({"pain": 2.5}, "pain: must be a whole number"),
        ({"pain": True}, "pain: must be a whole number"),
        ({"pain": 10**5000}, 'pain: "a number of that size" is not a whole number; allowed: 0 to 10'),
        ({"minutes": float("nan")}, "minutes: must be a whole number"),
        ({"days": 9}, "days: 9 days a week; allowed for rehab early: 2 to 7"),
        ({"days": 2.0}, "days: must be a whole number"),
        ({"weeks": 0}, "weeks: 0 is not allowed; allowed: 1 to 12"),
        ({"equipment": "band"}, f"equipment: {TUPLE}"),
        ({"equipment": None}, f"equipment: {TUPLE}"),
        ({"equipment": {"band", "step"}}, f"equipment: {TUPLE}"),
        ({"equipment": (1, 2)}, "equipment: must be a text or a list of texts"),
        ({"condition": "knee"}, f"condition: {TUPLE}"),
        ({"condition": {"itb-syndrome", "fai-syndrome"}}, f"condition: {TUPLE}"),
        ({"on": "monday"}, f"on: {TUPLE}"),
        ({"on": ("monday", "monday")}, "on: monday is there twice"),
        ({"side": "middle"}, 'side: "middle" is not allowed; allowed: left, right, both'),
        ({"include": ("wall pres",)}, 'include: no exercise is called "wall pres"; did you mean "Wall press"?'),
        ({"include": ("clamshell",), "exclude": ("clam",)}, "include and exclude both name clamshell"),
        ({"start": "tomorrow"}, 'start: "tomorrow" is not a date; write it as year-month-day, such as 2026-12-01'),
        ({"start": date(2026, 12, 1)}, "start: must be a text"),
        ({"clinician": "me"}, 'clinician: "me" does not say who and why; write it as "name: reason"'),
    ],
)  # fmt: skip
def test_a_bad_request_is_refused_by_its_field(catalog: Catalog, fields: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        glutemed.make_plan(catalog, Request(**{**REHAB, **fields}))
    assert str(caught.value) == told


def test_kit_that_is_none_is_told_with_all_that_is_some(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match=r'^equipment: "trampoline" is not allowed; allowed: none, home, gym, ankle-w'):
        glutemed.make_plan(catalog, Request(**{**REHAB, "equipment": ("trampoline",)}))


@pytest.mark.parametrize("request_", [None, "rehab", {"goal": "rehab", "days": 3}, Request])
def test_what_is_no_request_is_refused(catalog: Catalog, request_: Any) -> None:
    with pytest.raises(UsageError, match="request: must be a Request; read_request makes one of plain data"):
        glutemed.make_plan(catalog, request_)


def test_a_field_that_is_none_is_told_at_once_by_its_class() -> None:
    code = "from glutemed import Request\ntry: Request(gaol='rehab')\nexcept TypeError as error: print(error)"
    assert run("-c", code) == "Request.__init__() got an unexpected keyword argument 'gaol'\n"


@pytest.mark.parametrize(
    "one, other",
    [
        ({"equipment": ("step", "band")}, {"equipment": ("band", "step", "band")}),
        ({"equipment": ()}, {"equipment": ("none",)}),
        ({"on": ("friday", "monday", "wednesday")}, {"on": ("mon", "wed", "fri")}),
        ({"exclude": ("side-plank", "clamshell")}, {"exclude": ["clam", "Side plank"]}),
        ({"stage": None}, {"stage": "early"}),
        ({"condition": ("PFPS",)}, {"condition": ("patellofemoral-pain", "runner's knee")}),
    ],
)
def test_the_same_request_in_another_order_is_the_same_plan(
    catalog: Catalog, one: dict[str, Any], other: dict[str, Any]
) -> None:
    plans = [glutemed.make_plan(catalog, Request(**{**REHAB, **fields})) for fields in (one, other)]
    assert plans[0] == plans[1]
    assert glutemed.make_plan(catalog, plans[0].request) == plans[0]


def test_no_kit_is_no_kit(catalog: Catalog) -> None:
    plan = glutemed.make_plan(catalog, Request(goal="rehab", days=3))
    assert plan.request.equipment == ()
    assert {item.load.kind for week in plan.weeks for s in week.sessions for b in s.blocks for item in b.items} <= {
        "bodyweight", "none"
    }  # fmt: skip


@pytest.mark.parametrize(
    "data, options",
    [
        ({"goal": "rehab"}, {"goal": "rehab"}),
        ({"goal": "rehab", "pain": 3, "days": None}, {"goal": "rehab", "pain": "3"}),
        ({"goal": "rehab", "equipment": []}, {"goal": "rehab", "equipment": ["none"]}),
        ({"goal": "prevention", "equipment": "band,step"}, {"goal": "prevention", "equipment": ["band", "step"]}),
        ({"goal": "rehab", "condition": ("pfps",)}, {"goal": "rehab", "condition": ["patellofemoral-pain"]}),
    ],
)
def test_plain_data_is_read_as_the_command_line_is(
    catalog: Catalog, data: dict[str, Any], options: dict[str, Any]
) -> None:
    assert glutemed.read_request(catalog, data) == read_options(catalog, options)


def test_the_request_of_a_plan_as_json_is_read_again(catalog: Catalog, plan: Plan) -> None:
    data = json.loads(glutemed.render(catalog, plan, "json"))
    assert glutemed.read_request(catalog, data["request"]) == plan.request


@pytest.mark.parametrize(
    "data, told",
    [
        ({"goal": "rehab", "pian": 3}, '"pian" is not a field here; allowed: goal, stage, pain, '),
        ({"goal": "rehab", 3: 3}, '"3" is not a field here; allowed: goal, '),
        ({}, "goal is missing; allowed: prevention, rehab"),
        ([("goal", "rehab")], "request: must be a mapping of fields"),
        (None, "request: must be a mapping of fields"),
    ],
)
def test_plain_data_that_is_no_request_is_refused(catalog: Catalog, data: Any, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        glutemed.read_request(catalog, data)
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize("given", [{"files": "a.yaml"}, {"overlays": "a.yaml"}, {"overlays": Path("a.yaml")}])
def test_one_file_in_place_of_several_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="must be a list of files, not one name"):
        load_catalog(**given)


def test_files_are_named_by_text_or_path(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("schema: glutemed.catalog/1\nhide: [clamshell]\n")
    by_path = load_catalog(overlays=[mine], cache=tmp_path)
    assert by_path == load_catalog(overlays=[str(mine)], cache=str(tmp_path))
    assert by_path.exercise("clamshell") is None


# Formats


@pytest.mark.parametrize(
    "given, told",
    [
        ({"format": "htm"}, 'format: "htm" is not allowed; allowed: terminal, markdown, json, html, '),
        ({"format": None}, "format: must be a text"),
        ({"format": ["html"]}, "format: must be a text"),
        ({"format": "pdf", "paper": "a5"}, 'paper: "a5" is not allowed; allowed: a4, letter'),
        ({"person": ""}, 'person: "" is not a name of 1 to 80 printable characters'),
        ({"clinic": 5}, "clinic: must be a text"),
        ({"format": "terminal", "width": 3}, "width: must be a whole number of 40 to 400 columns"),
        ({"format": "html", "line": True}, "line: html has none; allowed: json"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(catalog: Catalog, plan: Plan, given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        glutemed.render(catalog, plan, **given)
    assert str(caught.value).startswith(told)


def test_an_unknown_format_is_told_with_the_nearest(catalog: Catalog, plan: Plan) -> None:
    with pytest.raises(UsageError, match='did you mean "markdown"'):
        glutemed.render(catalog, plan, "markdwon")


def test_names_stand_on_what_people_read(catalog: Catalog, plan: Plan) -> None:
    for format in ("terminal", "markdown", "html"):
        text = str(glutemed.render(catalog, plan, format, person="Ana Ruiz", clinic="Hip clinic"))
        assert "Ana Ruiz" in text
        assert "Hip clinic" in text
        assert "Ana Ruiz" not in str(glutemed.render(catalog, plan, format))


def test_a_plan_on_one_line_is_the_same_plan(catalog: Catalog, plan: Plan) -> None:
    line = glutemed.render(catalog, plan, "json", line=True)
    assert "\n" not in line
    assert json.loads(line) == json.loads(glutemed.render(catalog, plan, "json"))


def test_a_pdf_is_bytes_and_the_same_every_time(catalog: Catalog, plan: Plan) -> None:
    made = [glutemed.render(catalog, plan, "pdf", person="Ana Ruiz", paper="letter", qr=True) for _ in range(2)]
    assert made[0].startswith(b"%PDF-")
    assert made[0] == made[1]


# Purity, threads and processes


def test_nothing_that_is_given_is_changed(catalog: Catalog) -> None:
    asked = Request(goal="rehab", stage="mid", days=3, equipment=("step", "band"), exclude=("side-plank", "clamshell"))
    before = (replace(asked), encode(catalog))
    plan = glutemed.make_plan(catalog, asked)
    held = encode(plan)
    glutemed.check_plan(catalog, plan)
    for format in ("terminal", "markdown", "json", "html"):
        glutemed.render(catalog, plan, format)
    assert (asked, encode(catalog)) == before
    assert encode(plan) == held


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_is_equal_and_works(catalog: Catalog, plan: Plan, copied: Callable[[Any], Any]) -> None:
    other: Catalog = copied(catalog)
    assert other == catalog
    assert other is not catalog
    assert not hasattr(other, "_derived")  # what was worked out is worked out again, and never sent
    assert glutemed.make_plan(other, copied(plan.request)) == copied(plan) == plan
    assert hash(copied(plan)) == hash(plan)


@pytest.fixture(scope="module")
def serial() -> list[str]:
    return many("serial")


def many(*way: str | Path, seed: str = "0") -> list[str]:
    found: list[str] = json.loads(run(*way, seed=seed) if way[0] == "-O" else run(MANY, *way, seed=seed))
    return found


def test_requests_that_are_made_at_once_are_of_many_kinds(serial: list[str]) -> None:
    assert len(serial) == 208
    assert len(set(serial)) > 150
    assert 5 < sum(":" in one for one in serial) < 60


def test_threads_of_a_fresh_process_share_a_catalogue(serial: list[str]) -> None:
    assert many("threads", seed="1") == serial


def test_threads_with_catalogues_of_their_own_fill_one_cache(serial: list[str], tmp_path: Path) -> None:
    assert many("catalogs", tmp_path, seed="2") == serial
    (kept,) = tmp_path.iterdir()
    assert kept.name.startswith("catalog-")
    assert kept.suffix == ".json"


def test_processes_that_are_spawned_make_the_same(serial: list[str]) -> None:
    assert many("processes", seed="3") == serial


def test_asserts_that_are_left_out_change_nothing(serial: list[str]) -> None:
    assert many("-O", MANY, "serial", seed="4") == serial
