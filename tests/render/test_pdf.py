"""The sheet in PDF: what is read out of it again is the plan, it is tagged, and nothing in a text is markup."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from glutemed.engine.planner import make_plan
from glutemed.errors import UsageError
from glutemed.loading.figures import load_figures
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Figures
from glutemed.model.plan import Plan, Request
from glutemed.model.policy import Limit
from glutemed.render import pdf, words
from glutemed.render.drawn import pictures_of
from glutemed.render.words import Names

MARKUP = '#read("/etc/passwd") $x$ *b* _i_ \\ // @a <b> = h'


@pytest.fixture(scope="module")
def figures() -> Figures:
    return load_figures()


@pytest.fixture(scope="module")
def plans(plan_for: Callable[..., Plan]) -> dict[str, Plan]:
    return {
        "prevention": plan_for("prevention", weeks=2),
        "early": plan_for("rehab", "early", condition=("patellofemoral-pain",), pain=3, side="left", weeks=2),
        "late": plan_for(
            "rehab", "late", level="advanced", weeks=3, start="2026-12-01", equipment=("band", "dumbbell")
        ),
    }


@pytest.fixture(scope="module")
def sheets(catalog: Catalog, figures: Figures, plans: dict[str, Plan]) -> dict[str, PdfReader]:
    return {name: read(pdf.plan_to_pdf(catalog, plan, figures, qr=True)) for name, plan in plans.items()}


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def text_of(sheet: PdfReader) -> str:
    """Return the text of the pages in reading order, in one line, without the footers."""
    pages = [re.sub(r"\n[^\n]*\n?Page \d+ of \d+\s*$", "", page.extract_text()) for page in sheet.pages]
    return squeezed(" ".join(pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff"))


def assert_in_order(text: str, parts: list[str]) -> None:
    at = 0
    for part in parts:
        found = text.find(squeezed(part), at)
        assert found >= 0, f"{part} does not follow {text[max(0, at - 60) : at]}"
        at = found + len(squeezed(part))


def tree(node: Any) -> Iterator[DictionaryObject]:
    """Return every element of the structure tree."""
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from tree(part)
    elif isinstance(node, DictionaryObject):
        yield node
        yield from tree(node.get("/K"))


def elements(sheet: PdfReader, kind: str) -> list[DictionaryObject]:
    root = sheet.trailer["/Root"]
    return [one for one in tree(root["/StructTreeRoot"]) if one.get("/S") == kind]  # type: ignore[index]


@pytest.mark.parametrize("name", ["prevention", "early", "late"])
def test_every_session_is_on_the_sheet_with_names_and_doses_in_order(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader], name: str
) -> None:
    parts = []
    for week in plans[name].weeks:
        parts += [f"Week {week.number}", week.go_on_if or ""]
        for session in week.sessions:
            parts.append(f"{words.day_title(session)} {session.minutes} minutes")
            for block in session.blocks:
                for item in block.items:
                    dose = words.item_dose(item, catalog.exercise(item.exercise))
                    parts.append(f"{words.BLOCKS[block.kind]} {words.item_title(item)} {dose}")
    assert_in_order(text_of(sheets[name]), parts)


@pytest.mark.parametrize("name", ["prevention", "early", "late"])
def test_safety_stands_before_the_first_week(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader], name: str
) -> None:
    plan = plans[name]
    before = {topic: texts for topic, _, texts in words.advice_groups(catalog, plan, place="before")}
    texts = [*before.pop("stop", []), *words.warnings(plan), *(text for group in before.values() for text in group)]
    assert texts
    assert_in_order(text_of(sheets[name]), [*texts, "Pain: how much is too much", "Week 1"])


@pytest.mark.parametrize("name", ["prevention", "early", "late"])
def test_every_exercise_is_described_once_with_what_to_stop_at_and_what_is_easier(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader], name: str
) -> None:
    plan, text = plans[name], text_of(sheets[name])
    items = [item for week in plan.weeks for s in week.sessions for block in s.blocks for item in block.items]
    cards = {(item.exercise, item.variant): item for item in reversed(items)}
    for item in cards.values():
        details = dict(words.item_details(catalog, item, {}, plan.request.condition))
        for label in ("You need", "Load", "Support", "Range", "Set-up", "This form", "Stop if", "Easier", "Target"):
            if label in details:
                assert squeezed(f"{label}: {details[label]}") in text
        assert text.count(squeezed(f"Set-up: {details['Set-up']}")) == len(
            [one for one in cards.values() if one.exercise == item.exercise]
        )


def test_a_load_that_changes_is_told_in_its_week(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader]
) -> None:
    first, *_, last = plans["late"].weeks
    loads = {item.exercise: item.load for s in first.sessions for item in s.items("main")}
    changed = [item for s in last.sessions for item in s.items("main") if loads.get(item.exercise) != item.load]
    assert changed
    text = text_of(sheets["late"])
    for item in changed:
        load = dict(words.item_details(catalog, item, {}))["Load"]
        assert squeezed(f"Load: {load}") in text[text.index("Week3") :]


@pytest.mark.parametrize(("name", "cap"), [("prevention", 5), ("early", 3)])
def test_the_pain_scale_has_the_limits_of_the_plan(sheets: dict[str, PdfReader], name: str, cap: int) -> None:
    text = text_of(sheets[name])
    assert squeezed("safe acceptable too much 0 1 2 3 4 5 6 7 8 9 10 carry on") in text
    assert (squeezed("up to 3 in place of 5") in text) == (cap == 3)


def test_the_sheet_is_tagged_with_language_title_and_headings_that_skip_no_level(sheets: dict[str, PdfReader]) -> None:
    for sheet in sheets.values():
        root = sheet.trailer["/Root"]
        assert root["/Lang"] == "en"  # type: ignore[index]
        assert root["/MarkInfo"]["/Marked"] == True  # type: ignore[index] # noqa: E712
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()  # type: ignore[index]
        assert str(sheet.metadata.title if sheet.metadata else "").startswith("Gluteus medius program: ")
        assert len(elements(sheet, "/H1")) == 1
        assert len(elements(sheet, "/H2")) > 3
        assert len(elements(sheet, "/H3")) > 5
        assert elements(sheet, "/TH")


def test_every_picture_says_what_it_shows(
    figures: Figures, plans: dict[str, Plan], sheets: dict[str, PdfReader]
) -> None:
    for name, plan in plans.items():
        drawn = pictures_of(plan, figures)
        alts = [str(one["/Alt"]) for one in elements(sheets[name], "/Figure")]
        assert alts == [
            "QR code: the first week in short, as text",
            *(picture.alt for picture in drawn.values()),
        ]
        assert drawn


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_both_papers_get_the_same_text(
    catalog: Catalog, figures: Figures, plans: dict[str, Plan], paper: str, size: tuple[int, int]
) -> None:
    data = pdf.plan_to_pdf(catalog, plans["prevention"], figures, paper=paper)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in read(data).pages} == {size}
    assert data == pdf.plan_to_pdf(catalog, plans["prevention"], figures, paper=paper)
    assert squeezed("Made by glutemed") in text_of(read(data))


def test_a_week_of_prevention_fits_two_sheets_of_paper(
    catalog: Catalog, figures: Figures, plan_for: Callable[..., Plan]
) -> None:
    assert len(read(pdf.plan_to_pdf(catalog, plan_for("prevention"), figures)).pages) <= 4


def test_names_stand_on_top_and_without_them_there_is_a_line_to_write_on(
    catalog: Catalog, figures: Figures, plans: dict[str, Plan]
) -> None:
    named = pdf.plan_to_pdf(catalog, plans["prevention"], figures, names=Names("Ana Łódź", "Hip & Knee"))
    assert squeezed("strength For Ana Łódź From Hip & Knee Days a week") in text_of(read(named))
    plain = pdf.plan_to_pdf(catalog, plans["prevention"], figures)
    assert squeezed("strength For From Days a week") in text_of(read(plain))


def test_markup_in_a_text_stays_text(catalog: Catalog, figures: Figures, plans: dict[str, Plan]) -> None:
    """Nothing that a person writes is read by the compiler: no file, no formula, no heading."""
    plan = plans["prevention"]
    hostile = replace(plan, request=replace(plan.request, clinician=f"{MARKUP}: {MARKUP}"))
    sheet = read(pdf.plan_to_pdf(catalog, hostile, figures, names=Names(MARKUP, MARKUP)))
    assert squeezed(f"For {MARKUP} From {MARKUP}") in text_of(sheet)
    assert squeezed(f"Clinician: {MARKUP}: {MARKUP}") in text_of(sheet)
    assert len(elements(sheet, "/H1")) == 1


def test_the_compiler_sees_no_folder_but_that_of_the_layout() -> None:
    import typst

    for path in ("/etc/passwd", "../pdf.py", "/../pdf.py"):
        with pytest.raises(typst.TypstError, match=r"not found|escape"):
            typst.Compiler(f'#read("{path}")'.encode(), root=pdf.FOLDER, ignore_system_fonts=True).compile()


def test_a_character_that_the_fonts_lack_is_told_with_its_field(
    handmade: Catalog, hostile_plan: Plan, catalog: Catalog, figures: Figures, plans: dict[str, Plan]
) -> None:
    for names, where in ((Names("深蹲", None), "--for"), (Names(None, "Ana 👩"), "--from")):
        with pytest.raises(UsageError, match=rf"^{where}: the fonts of the pdf lack (深 \(U\+6DF1\)|👩 \(U\+1F469\));"):
            pdf.plan_to_pdf(catalog, plans["prevention"], figures, names=names)
    with pytest.raises(UsageError, match=r"^--clinician: the fonts of the pdf lack 深"):
        pdf.plan_to_pdf(with_limits(handmade), hostile_plan, figures)


def with_limits(catalog: Catalog) -> Catalog:
    limits = (("session-pain-safe", 2), ("session-pain-max", 5))
    made = (Limit(id=id, value=value, unit="of 10", text="x", sources=("R-001",)) for id, value in limits)
    return replace(catalog, limits=(*catalog.limits, *made))


def with_own(catalog: Catalog, set_up: str) -> tuple[Catalog, Plan]:
    """Return the catalogue with an exercise of one's own, and a plan that has it."""
    like = catalog.exercise("clamshell")
    assert like
    mine = replace(like, id="my-clam", name="My clam", aliases=(), set_up=set_up)
    own = replace(catalog, exercises=(*catalog.exercises, mine))
    request = Request(goal="rehab", stage="early", days=3, equipment=("band",), include=("my-clam",))
    return own, make_plan(own, request)


def test_a_text_of_an_own_exercise_is_told_by_its_field(catalog: Catalog, figures: Figures) -> None:
    with pytest.raises(UsageError, match=r"^exercise my-clam, set_up: the fonts of the pdf lack 深"):
        pdf.plan_to_pdf(*with_own(catalog, "Lie on the side 深."), figures)


def test_an_own_exercise_without_a_picture_is_described(catalog: Catalog, figures: Figures) -> None:
    own, plan = with_own(catalog, "Lie on the left of it.")
    assert "my-clam" not in pictures_of(plan, figures)
    text = text_of(read(pdf.plan_to_pdf(own, plan, figures)))
    assert_in_order(text, ["Week 1", "My clam", "The exercises", "My clam", "Set-up: Lie on the left of it."])


def test_handmade_plans_are_laid_out_whole(
    handmade: Catalog, full_plan: Plan, plain_plan: Plan, figures: Figures
) -> None:
    for plan in (full_plan, plain_plan):
        text = text_of(read(pdf.plan_to_pdf(with_limits(handmade), plan, figures)))
        items = [item for week in plan.weeks for s in week.sessions for block in s.blocks for item in block.items]
        assert_in_order(text, [words.item_title(item) for item in items])


def test_the_code_holds_the_week_in_short_and_no_name(
    catalog: Catalog, plans: dict[str, Plan], plan_for: Callable[..., Plan]
) -> None:
    from glutemed.render.handout import in_short

    whole = in_short(catalog, plans["early"], lambda text: True)
    assert whole
    assert "Warm-up" not in whole
    assert whole.splitlines()[:2] == ["Gluteus medius program: rehab, early stage", "Week 1 of 2"]
    assert whole.splitlines()[-1] == "Pain 0-2: carry on. Up to 3: add nothing. Above 3: stop that exercise."
    shorter = in_short(catalog, plans["early"], lambda text: len(text) < len(whole))
    assert shorter
    assert shorter.splitlines()[1] == "Week 1 of 2, main exercises"
    assert in_short(catalog, plans["early"], lambda text: False) is None
    daily = plan_for("rehab", "early", days=7)
    assert "Day 1, Day 3, Day 5 and Day 7: " in str(in_short(catalog, daily, lambda text: True))


def test_without_the_extra_the_command_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=r'pip install "glutemed\[pdf\]"$'):
        pdf.require_typst()
