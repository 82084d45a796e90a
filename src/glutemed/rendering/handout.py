"""A plan as the content of a paper sheet: plain data that rendering/sheet/handout.typ lays out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Plan, Session, Week
from glutemed.rendering import citing, safety, words
from glutemed.rendering.drawn import Picture

__all__ = ["handout", "in_short"]

HAVE = ("You need", "Load", "Support", "Range")
"""What a card says first: what to have and where the limits are."""
HARD = ("Effort", "Pace")
WIDE = ("Easier", "Target")
"""What stands across the foot of a card; HARD in one line."""
ONCE = ("Sides", "Tempo", "Rest", "Mind", "Write down", "Cues")
"""What is much the same for all cards, and told above them once; cues are for the screen."""
PACE = (
    "Sides take turns, set by set: the side named first in the tables begins, and the other side's set counts as rest. "
    "A tempo of 2-1-2 is 2 s into the movement, 1 s there and 2 s back. Write down what you did, and whether it was "
    "clean or wobbled."
)
MIND = "Where a card names a form, a support or a range, that goes before what the set-up and the steps say."
ELSEWHERE = ("expect", "studies", "stages")
"""Topics that are to be read up on, and not on a sheet."""
LEFT_OUT = (
    "Not on this sheet: cues, why each exercise is here, what was changed for this request, what studies found (mixed "
    "results: nothing here promises any), and the sources in full. They are in the same plan with --format markdown."
)


def handout(
    catalog: Catalog,
    plan: Plan,
    pictures: Mapping[str, Picture],
    names: words.Names = words.NOBODY,
    qr: str | None = None,
) -> dict[str, Any]:
    """Return the content of the sheet; `pictures` are by exercise, `qr` is a QR code as SVG of `in_short`."""
    plan = safety.to_own_cap(catalog, plan)
    before = list(words.advice_groups(catalog, plan, place="before"))
    after = [group for group in words.advice_groups(catalog, plan, place="after") if group[0] not in ELSEWHERE]
    stop = [(title, lines) for topic, title, lines in before if topic == "stop"]
    signs, more = ([], []) if stop else _stop_signs(catalog)
    pain, cards = safety.zones(catalog, plan), list(_cards(catalog, plan, pictures))
    keys = [key for key, _ in citing.source_lines(catalog, plan, [*pain["sources"], *more])]
    return {
        "title": words.plan_title(plan),
        "names": [["For", names.person or ""], ["From", names.clinic or ""]],
        "changed": words.not_as_asked(plan),
        "summary": [list(row) for row in words.summary(catalog, plan)],
        "stop": [_box(title, lines) for title, lines in (*stop, *signs)],
        "warnings": words.warnings(plan),
        "before": [_box(title, lines) for topic, title, lines in before if topic != "stop"],
        "pain": pain,
        "qr": qr,
        "weeks": [_week(catalog, plan, week) for week in plan.weeks],
        "mind": [PACE, *([MIND] if any(card["limited"] for card in cards) else [])],
        "cards": cards,
        "after": [_box(title, lines) for _, title, lines in after],
        "left_out": LEFT_OUT,
        "sources": f"{citing.marked(catalog, keys)}. {citing.GRADES}",
        "made_by": words.made_by(plan),
    }


def _box(title: str, lines: Iterable[str]) -> dict[str, Any]:
    return {"title": title, "lines": list(lines)}


def _stop_signs(catalog: Catalog) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return the signs to stop at, for a plan whose advice has none, and their sources."""
    groups = [group for group in catalog.advice if group.topic == "stop"]
    boxes = [(group.title, [citing.cite(line.text, line.sources) for line in group.lines]) for group in groups]
    return boxes, [key for group in groups for line in group.lines for key in line.sources]


def _week(catalog: Catalog, plan: Plan, week: Week) -> dict[str, Any]:
    return {
        "title": f"Week {week.number}",
        "go_on_if": week.go_on_if or "",
        "sessions": [_session(catalog, plan, session) for session in week.sessions],
    }


def _session(catalog: Catalog, plan: Plan, session: Session) -> dict[str, Any]:
    return {
        "title": words.day_title(session),
        "minutes": f"{session.minutes} minutes",
        "rows": [
            {
                "block": words.BLOCKS[block.kind],
                "name": words.item_title(item),
                "dose": words.item_dose(item, catalog.exercise(item.exercise)),
                "sets": item.sets,
                "sides": [] if "both" in item.sides else [side[0].upper() for side in item.sides],
                "differs": [list(row) for row in _differing(catalog, plan, item)],
                "note": item.track != "done or not",
            }
            for block in session.blocks
            for item in block.items
        ],
    }


def _first(plan: Plan) -> dict[tuple[str, str | None], Item]:
    """Return each exercise of a plan, in its form, as it is done first; in the order of the plan."""
    first: dict[tuple[str, str | None], Item] = {}
    for _, _, item in _items(plan):
        first.setdefault((item.exercise, item.variant), item)
    return first


def _items(plan: Plan) -> Iterator[tuple[Week, str, Item]]:
    for week in plan.weeks:
        for session in week.sessions:
            for block in session.blocks:
                for item in block.items:
                    yield week, words.BLOCKS[block.kind], item


def _details(catalog: Catalog, plan: Plan, item: Item) -> dict[str, str]:
    return dict(words.item_details(catalog, item, {}, plan.request.condition))


def _differing(catalog: Catalog, plan: Plan, item: Item) -> Iterator[tuple[str, str]]:
    """Return what of an item is not as its card says."""
    card, now = _details(catalog, plan, _first(plan)[item.exercise, item.variant]), _details(catalog, plan, item)
    for label in dict.fromkeys((*card, *now)):
        if card.get(label) != now.get(label) and label != "Sides":  # the dose and the boxes tell the sides
            yield label, now.get(label, "as usual" if label == "Dose" else "none now")


def _cards(catalog: Catalog, plan: Plan, pictures: Mapping[str, Picture]) -> Iterator[dict[str, Any]]:
    for (id, variant), item in _first(plan).items():
        uses = [(week, block, one) for week, block, one in _items(plan) if (one.exercise, one.variant) == (id, variant)]
        number = uses[0][0].number
        doses = dict.fromkeys(
            words.item_dose(one, catalog.exercise(id)) for week, _, one in uses if week.number == number
        )
        details = _details(catalog, plan, item)
        details["Pace"] = f"{f'tempo {item.tempo}, ' if item.tempo else ''}rest {item.rest_seconds} s"
        steps = [line.partition(". ")[2] for line in details.get("Steps", "").split("\n")]
        svg, alt = pictures.get(id, Picture("", ""))
        yield {
            "title": words.item_title(item),
            "block": words.listing(list(dict.fromkeys(block for _, block, _ in uses))),
            "dose": f"Week {number}: {words.listing(list(doses), last='or')}",
            "svg": svg,
            "alt": alt,
            "limited": "Mind" in details,
            "rows": [
                *([["The picture", [note]]] if svg and (note := words.picture_note(catalog, item)) else []),
                *(
                    [label, steps if label == "Steps" else [text]]
                    for label, text in (
                        (label, details[label]) for label in dict.fromkeys((*HAVE, *details)) if label in details
                    )
                    if label not in (*HARD, *WIDE, *ONCE)
                ),
            ],
            "hard": [[label, details[label]] for label in HARD],
            "foot": [[label, details[label]] for label in WIDE if label in details],
        }


def in_short(catalog: Catalog, plan: Plan, fits: Callable[[str], bool]) -> str | None:
    """Return the first week as a short text that `fits`: all of it, or its main exercises; it holds no names of people.

    What to do at severe pain is told whole where it fits, else its first clause (P14). Days with the same work
    stand together. None when not even the shortest text fits.
    """
    limits, ends, see = safety.in_short(catalog, plan)
    in_brief = f"{see.partition(';')[0].rstrip('.')}."
    week, whole = plan.weeks[0], ("warm-up", "main", "mobility")
    for kinds, told in ((whole, see), (whole, in_brief), (("main",), see), (("main",), in_brief)):
        days: dict[str, list[str]] = {}
        for session in week.sessions:
            items = [item for block in session.blocks if block.kind in kinds for item in block.items]
            doses = [f"{words.item_title(one)} {words.item_dose(one, catalog.exercise(one.exercise))}" for one in items]
            days.setdefault("; ".join(doses), []).append(words.day_title(session))
        text = "\n".join(
            [
                words.plan_title(plan),
                f"Week {week.number} of {len(plan.weeks)}{'' if kinds == whole else ', main exercises'}",
                *(f"{words.listing(names)}: {doses}" for doses, names in days.items()),
                limits,
                f"{ends} {told}",
            ]
        )
        if fits(text):
            return text
    return None
