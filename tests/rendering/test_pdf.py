"""The sheet in PDF: what is read out of it again is the plan, it is tagged, and nothing in a text is markup."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from glutemed.engine.planner import make_plan
from glutemed.errors import UsageError
from glutemed.loading.figures import load_figures
from glutemed.model.catalog import Catalog
from glutemed.model.figure import Figures
from glutemed.model.plan import Plan, Request
from glutemed.model.policy import Limit, Rule
from glutemed.rendering import pdf, words
from glutemed.rendering.drawn import pictures_of
from glutemed.rendering.handout import handout, in_short
from glutemed.rendering.words import Names

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


def root_of(sheet: PdfReader) -> DictionaryObject:
    root = sheet.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def elements(sheet: PdfReader, kind: str) -> list[DictionaryObject]:
    return [one for one in tree(root_of(sheet)["/StructTreeRoot"]) if one.get("/S") == kind]


@pytest.mark.parametrize("name", ["prevention", "early", "late"])
def test_every_session_is_on_the_sheet_with_names_and_doses_in_order(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader], name: str
) -> None:
    parts = []
    for week in plans[name].weeks:
        go_on = week.go_on_if or ""
        if name == "early":  # the cap of the condition
            go_on = go_on.replace("With 3-5,", "With 3,").replace("Above 5,", "Above 3,")
        parts += [f"Week {week.number}", go_on]
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
def test_the_pain_scale_has_the_limits_of_the_plan_and_says_when_someone_must_be_seen(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader], name: str, cap: int
) -> None:
    text = text_of(sheets[name])
    assert squeezed("safe acceptable too much see someone 0 1 2 3 4 5 6 7 8 9 10 carry on") in text
    zones = handout(catalog, plans[name], {})["pain"]["zones"]
    assert [(zone["to"], zone["name"]) for zone in zones[1:]] == [
        (cap, "acceptable"),
        (7, "too much"),
        (10, "see someone"),
    ]
    assert "stop that exercise" in zones[2]["what"]
    see = catalog.rule("told-see").text.format(worst="8-10")
    assert squeezed(f"The session ends at 8. {see} (P14, R-072, R-074, own)") in text


def test_the_pain_scale_follows_a_tightened_limit(catalog: Catalog, plans: dict[str, Plan]) -> None:
    limits = tuple(replace(one, value=5) if one.id == "pain-max" else one for one in catalog.limits)
    pain = handout(replace(catalog, limits=limits), plans["prevention"], {})["pain"]
    assert [zone["to"] for zone in pain["zones"]] == [2, 5, 5, 10]
    assert pain["see"].startswith("The session ends at 6. Pain of 6-10 of 10: see a doctor")


def test_where_a_condition_caps_pain_lower_no_text_of_the_sheet_has_the_usual_cap(
    catalog: Catalog, figures: Figures, plan_for: Callable[..., Plan]
) -> None:
    usual = re.compile(r"(above|upto|2-|3-|1-)5(?![0-9])", re.IGNORECASE)
    others = tuple(condition.id for condition in catalog.conditions if condition.id != "patellofemoral-pain")
    for other in others:
        plan = plan_for("rehab", "early", condition=("patellofemoral-pain", other), pain=2, weeks=2)
        if plan.prescribed.stage == "early":
            texts = handout(catalog, plan, {})
            told = [*texts["stop"], *texts["before"], *texts["after"]]
            lines = [line for box in told for line in box["lines"] if "pain" in line.lower() or "Above" in line]
            lines += [week["go_on_if"] for week in texts["weeks"]]
            assert not [line for line in lines if usual.search(squeezed(line))], other
    assert others
    plain = handout(catalog, plan_for("rehab", "early", weeks=2), {})
    assert "Above 2 up to 5: acceptable" in str(plain["after"])
    assert "With 3-5, repeat" in plain["weeks"][1]["go_on_if"]
    capped = handout(catalog, plan_for("rehab", "early", condition=("patellofemoral-pain",), pain=3, weeks=2), {})
    assert "Above 2 up to 3: acceptable" in str(capped["after"])
    assert "Above 3: too much, stop that exercise; next time take its easier form" in str(capped["after"])
    assert "With 3, repeat the week before. Above 3, take" in capped["weeks"][1]["go_on_if"]


@pytest.mark.parametrize("name", ["prevention", "early", "late"])
def test_the_signs_to_stop_at_stand_once_on_every_sheet_with_their_sources(
    catalog: Catalog, plans: dict[str, Plan], sheets: dict[str, PdfReader], name: str
) -> None:
    text = text_of(sheets[name])
    signs = [line for group in catalog.advice if group.topic == "stop" for line in group.lines]
    assert len(signs) > 3
    assert_in_order(text, ["Stop, and see someone", *(line.text for line in signs), "Week 1"])
    assert text.count(squeezed("Emergency department now:")) == 1
    sources = text[text.rindex("Sources") :]
    assert all(key in sources for line in signs for key in line.sources)


def test_cards_are_in_letters_of_9_5_points_and_nothing_is_below_8_5(sheets: dict[str, PdfReader]) -> None:
    told: list[tuple[str, float]] = []

    def seen(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if len(text.strip()) > 2:  # the labels in drawings come letter by letter
            told.append((squeezed(text), round(abs(size * tm[3] * cm[3]), 2)))

    for page in sheets["early"].pages:
        page.extract_text(visitor_text=seen)
    assert min(size for _, size in told) >= 8.5
    labels = ("Set-up:", "Stopif:", "Easier:", "Target:")
    cards = [told[place : place + 2] for place, (text, _) in enumerate(told) if text in labels]
    assert len(cards) > 20
    assert min(size for card in cards for _, size in card) >= 9.5


def test_the_sheet_is_tagged_with_language_title_and_headings_that_skip_no_level(sheets: dict[str, PdfReader]) -> None:
    for sheet in sheets.values():
        root = root_of(sheet)
        marks, metadata = root["/MarkInfo"].get_object(), root["/Metadata"].get_object()
        assert str(root["/Lang"]) == "en"
        assert isinstance(marks, DictionaryObject)
        assert str(marks["/Marked"]) == "True"
        assert isinstance(metadata, StreamObject)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata.get_data()
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


def test_a_week_fits_five_pages(catalog: Catalog, figures: Figures, plan_for: Callable[..., Plan]) -> None:
    for plan in (
        plan_for("prevention"),
        plan_for("rehab", "early", condition=("patellofemoral-pain",), pain=3),
        plan_for("rehab", "mid"),
        plan_for("rehab", "late", level="advanced"),
        plan_for("rehab", "early", days=7),
    ):
        assert len(read(pdf.plan_to_pdf(catalog, plan, figures, qr=True)).pages) <= 5


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
    limits = (("session-pain-safe", 2), ("session-pain-max", 5), ("pain-max", 7))
    made = (Limit(id=id, value=value, unit="of 10", text="x", sources=("R-001",)) for id, value in limits)
    see = Rule(id="told-see", rule="P14", text="Pain of {worst}: see someone.", sources=("R-001",))
    return replace(catalog, limits=(*catalog.limits, *made), rules=(*catalog.rules, see))


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
    whole = in_short(catalog, plans["early"], lambda text: True)
    assert whole
    assert "Warm-up" not in whole
    assert whole.splitlines()[:2] == ["Gluteus medius program: rehab, early stage", "Week 1 of 2"]
    see = catalog.rule("told-see").text.format(worst="8-10")
    assert whole.splitlines()[-2:] == [
        "Pain 0-2: carry on. Up to 3: add nothing. Above 3: stop that exercise.",
        f"From 8 the session ends. {see}",
    ]
    brief = in_short(catalog, plans["early"], lambda text: len(text) < len(whole))
    assert brief
    assert brief.splitlines()[1] == "Week 1 of 2"
    assert brief.endswith("Pain of 8-10 of 10: see a doctor or physical therapist before the next session.")
    shorter = in_short(catalog, plans["early"], lambda text: len(text) < len(brief))
    assert shorter
    assert shorter.splitlines()[1] == "Week 1 of 2, main exercises"
    assert in_short(catalog, plans["early"], lambda text: False) is None
    daily = plan_for("rehab", "early", days=7)
    assert "Day 1, Day 3, Day 5 and Day 7: " in str(in_short(catalog, daily, lambda text: True))


def test_without_the_extra_the_command_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=f"{re.escape(pdf.INSTALL)}$"):
        pdf.require_typst()
