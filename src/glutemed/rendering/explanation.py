"""Why an exercise is in a plan or not, as content that every format lays out."""

from collections.abc import Iterator, Sequence

from glutemed.model.catalog import Catalog
from glutemed.model.explanation import Alternative, Judged, Judgement
from glutemed.model.plan import Plan
from glutemed.rendering.citing import cite, cited_lines, source_lines
from glutemed.rendering.sections import Section
from glutemed.rendering.words import listing, sentence

__all__ = ["TITLE", "explained_rows", "explained_sources", "why_card"]

TITLE = "Why these, and why not the others"


def why_card(catalog: Catalog, judged: Judged) -> Iterator[Section]:
    """Return everything about one judgement: the outcome, each rule's verdict, the rivals, the sources."""
    changed = [("Not as asked", sentence(text)) for text in judged.changed]
    yield Section(title=_title(judged), rows=[("Id", judged.exercise), ("Outcome", _outcome(judged)), *changed])
    passed = sum(verdict.passed for verdict in judged.verdicts)
    yield Section(
        title=f"Rules: {passed} passed, {len(judged.verdicts) - passed} failed",
        rows=[(f"{'passed' if v.passed else 'FAILED'} {v.rule}", cite(v.text, v.sources)) for v in judged.verdicts],
    )
    if judged.lost_to:
        yield Section(title="Lost to", lines=[_rival(rival) for rival in judged.lost_to])
    if judged.won_against:
        yield Section(title="Preferred to", lines=[_rival(rival) for rival in judged.won_against])
    keys = dict.fromkeys((*judged.sources, *(key for verdict in judged.verdicts for key in verdict.sources)))
    if lines := [f"{key}, {text}" for key, text in cited_lines(catalog, keys)]:
        yield Section(title="Sources", lines=lines)


def explained_rows(catalog: Catalog, plan: Plan, explained: Sequence[Judged]) -> Iterator[Section]:
    """Return every exercise in one line: the chosen, the possible and the left out; then the rulings applied."""
    chosen = [one for one in explained if one.chosen]
    possible = [one for one in explained if not one.chosen and not _failed(one)]
    left_out = [one for one in explained if not one.chosen and _failed(one)]
    for title, group in (
        ("Chosen", sorted(chosen, key=_by_name)),
        ("Possible, but not chosen", sorted(possible, key=_by_name)),
        (
            "Left out, by the first rule that each fails",
            sorted(left_out, key=lambda one: (_failed(one)[0].rule, *_by_name(one))),
        ),
    ):
        if group:
            yield Section(title=f"{title}: {len(group)}", lines=[f"{_title(one)}: {_line(one)}" for one in group])
    keys = explained_sources(explained)
    rulings = [f"{key}, {text}" for key, text in source_lines(catalog, plan, keys) if key.startswith("ruling-")]
    if rulings:
        yield Section(title="Rulings that were applied", lines=rulings)


def explained_sources(explained: Sequence[Judged]) -> Iterator[str]:
    """Return the keys that an explained plan cites: those of each first failed rule, and the rulings behind others."""
    for one in explained:
        if not one.chosen:
            for place, verdict in enumerate(_failed(one)):
                yield from (key for key in verdict.sources if place == 0 or key.startswith("ruling-"))


def _title(judged: Judged) -> str:
    return f"{judged.name}, {judged.form}" if judged.form else judged.name


def _by_name(judged: Judged) -> tuple[str, str]:
    return judged.name.casefold(), judged.exercise


def _failed(judged: Judged) -> list[Judgement]:
    return [verdict for verdict in judged.verdicts if not verdict.passed]


def _rival(rival: Alternative) -> str:
    return f"{rival.name} ({rival.place}): {rival.why}"


def _outcome(judged: Judged) -> str:
    if judged.chosen:
        return f"chosen, on {listing(judged.where)}"
    if failed := _failed(judged):
        return f"left out by {listing([*dict.fromkeys(verdict.rule for verdict in failed)])}"
    return "possible, but not chosen" + ("" if judged.lost_to else ": no place in a session was left for it")


def _line(judged: Judged) -> str:
    """Return why an exercise is in or not in one line: the first cause, and how many more there are."""
    if judged.chosen:
        before = f"; preferred to {judged.won_against[0].name}" if judged.won_against else ""
        return listing(judged.where) + before + _more(judged.won_against)
    if failed := _failed(judged):
        return f"{failed[0].rule}, {cite(failed[0].text, failed[0].sources)}" + _more(failed)
    if judged.lost_to:
        return f"lost to {_rival(judged.lost_to[0])}" + _more(judged.lost_to)
    return "no place in a session was left for it"


def _more(causes: Sequence[object]) -> str:
    return f", and {len(causes) - 1} more" if len(causes) > 1 else ""
