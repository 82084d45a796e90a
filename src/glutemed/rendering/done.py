"""How sets that were done read: `3 x 10`, `10, 10, 8`, `30, 30, 25 s`, with load, band and how it went."""

from collections.abc import Mapping, Sequence

from glutemed.model.log import SetDone
from glutemed.model.plan import Dose, Side
from glutemed.rendering.words import date_words

__all__ = ["amount_words", "done_words", "moment_words", "planned_words", "short_date"]


def short_date(date: str) -> str:
    """Return a date in short: 2 Dec 2026."""
    day, month, year = date_words(date).split(" ")
    return f"{day} {month[:3]} {year}"


def moment_words(moment: str) -> str:
    """Return a moment in words, to the minute: 2 December 2026, 18:04 UTC."""
    return f"{date_words(moment[:10])}, {moment[11:16]} UTC"


def planned_words(hips: Mapping[Side, tuple[int, Dose]]) -> str:
    """Return the doses that were planned for hips: `3 x 8 each side`, or each hip with its own."""
    return _by_side({side: (_alike(sets, dose.reps, dose.seconds), "") for side, (sets, dose) in hips.items()})


def done_words(hips: Mapping[Side, Sequence[SetDone]]) -> str:
    """Return what was done by hips: `3 x 10 each side, 5 kg`, or each hip with its own."""
    return _by_side({side: (_counted(sets), _manner(sets)) for side, sets in hips.items() if sets})


def amount_words(sets: Sequence[SetDone]) -> str:
    """Return the amounts of the sets of one hip with their load, and no more: `3 x 10, 5 kg`."""
    return ", ".join([_counted(sets), *_loads(sets)])


def _by_side(texts: Mapping[Side, tuple[str, str]]) -> str:
    """Return amounts, each with what goes with it, as one text; alike ones of both hips are told once."""
    if len(texts) > 1 and len(set(texts.values())) == 1:
        amount, more = next(iter(texts.values()))
        return f"{amount} each side{more}" if amount[0].isdigit() else f"{amount}{more}"
    return "; ".join(
        f"{amount}{more}" if side == "both" else f"{side} {amount}{more}" for side, (amount, more) in texts.items()
    )


def _alike(sets: int, reps: int | None, seconds: int | None) -> str:
    if seconds is None:
        return f"{sets} sets" if reps is None else f"{sets} x {reps}"
    return f"{sets} x {seconds} s" if reps in (None, 1) else f"{sets} x {reps} x {seconds} s"


def _counted(sets: Sequence[SetDone]) -> str:
    """Return the amounts of the sets of one hip; "skipped" where none was done."""
    done = [one for one in sets if not one.skipped]
    if not done:
        return "skipped"
    kinds = {(one.reps, one.seconds) for one in done}
    if len(kinds) == 1:
        return _alike(len(done), *kinds.pop())
    if all(one.seconds is None for one in done):
        return ", ".join(_number(one.reps) for one in done)
    if all(one.reps in (None, 1) for one in done):
        return f"{', '.join(_number(one.seconds) for one in done)} s"
    return ", ".join(_alike(1, one.reps, one.seconds).removeprefix("1 x ") for one in done)


def _number(value: int | None) -> str:
    return "?" if value is None else str(value)


def _manner(sets: Sequence[SetDone]) -> str:
    """Return load, band, pain, effort, control and notes of sets, where they were told; what differs with its span.

    Pain and notes of a set that was skipped count: they are why.
    """
    done = [one for one in sets if not one.skipped]
    parts = _loads(sets)
    pains, efforts = {one.pain for one in sets}, {one.effort for one in done}
    for name, values in (("pain", pains), ("effort", efforts)):
        if told := sorted(value for value in values if value is not None):
            parts.append(f"{name} {_span([*map(str, told)])}")
    if wobbled := sum(one.control == "wobbled" for one in done):
        parts.append("wobbled" if wobbled == len(done) else f"{wobbled} of {len(done)} wobbled")
    elif done and all(one.control == "clean" for one in done):
        parts.append("clean")
    parts += dict.fromkeys(one.note for one in sets if one.note)
    return "".join(f", {part}" for part in parts)


def _loads(sets: Sequence[SetDone]) -> list[str]:
    done = [one for one in sets if not one.skipped]
    loads = [f"{load:g}" for load in sorted({one.load for one in done if one.load is not None})]
    return [
        *([f"{_span(loads)} kg"] if loads else []),
        *(f"{band} band" for band in dict.fromkeys(one.band for one in done if one.band)),
    ]


def _span(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"{values[0]} to {values[-1]}"
