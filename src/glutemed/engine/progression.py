"""Week after week: what rises, by how much and when (P11).

Repetitions or the hold first; a set only in trade for repetitions; at the top of the range, after
some weeks there, the load, the next band, a first load or the next rung.
"""

from dataclasses import replace

from glutemed.engine.context import Candidate, Context, sides_of
from glutemed.engine.dosing import DoseRange, start_dose, two_sets
from glutemed.engine.opening import Opening, blocks_of, weekly_sets
from glutemed.engine.phrases import Words
from glutemed.engine.prescription import loaded, may_load, may_rise, prescribe
from glutemed.engine.selection import Pick, in_main, week_is_lawful
from glutemed.model.exercise import BODYWEIGHT, DEMANDS
from glutemed.model.plan import WEIGHTS, Dose, Item, session_minutes, volume
from glutemed.model.records import record

__all__ = ["Line", "fits", "later_weeks", "line_of", "risen", "sets_rise_little", "untold"]

RISE = "P11"


@record
class Line:
    """A main exercise over the weeks: how it stands, its range, and its volume in each week so far.

    `sets` is what it comes back to after a rung's first week; `at_top` counts its weeks at the top.
    `grown` are the exercises that went before it in its place: none of them comes back. `recent` is the
    highest volume of the weeks before, alike in form and load: as much again is no rise.
    """

    pick: Pick
    item: Item
    span: DoseRange
    sets: int
    at_top: int = 0
    volumes: tuple[int, ...] = ()
    grown: tuple[str, ...] = ()
    recent: int = 0


def later_weeks(context: Context, opening: Opening, first: int = 1) -> list[Opening]:
    """Return the first week and those after it, to the number asked for; each is the week before with what may rise."""
    weeks = [opening]
    lines: dict[str, Line] = {}
    for session, items in zip(opening.picks, opening.items, strict=True):
        for pick, item in zip(session.picks, items, strict=True):
            if pick.block == "main":
                lines.setdefault(item.exercise, line_of(context, pick, (item,)))
    for number in range(first + 1, context.request.weeks + 1):
        week = weeks[-1]
        if may_rise(context):
            week = untold(week)
            for id, line in list(lines.items()):
                lines[id] = replace(line, item=_item_of(week, id))
                week = _raised(context, week, weeks[-1], lines, id, number - 1)
        weeks.append(week)
        for id, line in lines.items():
            lines[id] = _counted(line)
    return weeks


def line_of(context: Context, pick: Pick, items: tuple[Item, ...]) -> Line:
    """Return an exercise's line from its items in the weeks so far, the last of them as it stands now."""
    dose = start_dose(context, pick.candidate.exercise, "main")
    line = Line(pick=pick, item=items[0], span=dose.span, sets=dose.sets)
    for item in items:
        alike = (item.load, item.variant, item.sets) == (line.item.load, line.item.variant, line.item.sets)
        line = _counted(replace(line, item=item, at_top=line.at_top if alike else 0))
    same = [volume(item) for item in items if (item.load, item.variant) == (line.item.load, line.item.variant)]
    return replace(line, recent=max(same))


def _item_of(week: Opening, id: str) -> Item:
    """Return an exercise's item of main work; it may be a drill's, which warms up in another session."""
    return next(
        item
        for session, items in zip(week.picks, week.items, strict=True)
        for pick, item in zip(session.picks, items, strict=True)
        if pick.block == "main" and item.exercise == id
    )


def _counted(line: Line) -> Line:
    """Return a line with the week as it stands added to its history."""
    top = line.at_top + 1 if _at_top(line) else 0
    return replace(line, at_top=top, volumes=(*line.volumes, volume(line.item)))


def _at_top(line: Line) -> bool:
    dose, span = line.item.dose, line.span
    if dose.seconds is not None and span.seconds is not None:
        return dose.seconds >= span.seconds[1]
    return dose.reps >= span.reps[1]


def risen(
    context: Context, week: Opening, before: Opening, lines: dict[str, Line], id: str, last: int, *, dose_only: bool
) -> Opening:
    """Return the week with one step more of an exercise, or as it is where nothing may rise.

    `before` is the week before, of that number `last`. `dose_only`: repetitions or hold, no load and no rung.
    """
    line = lines[id]
    if not dose_only:
        return _raised(context, week, before, lines, id, last)
    more = _with_more(context, line, last, week)
    if more is None:
        return week
    changed = _put(week, line, more.pick, more.item)
    if not (fits(context, changed) and sets_rise_little(context, changed, before, week)):
        return week
    lines[id] = more
    return changed


def _raised(context: Context, week: Opening, before: Opening, lines: dict[str, Line], id: str, last: int) -> Opening:
    """Return the week with the first rise of an exercise that keeps it lawful; `last` is the week before."""
    line = lines[id]
    for change in (_with_more, _with_set, _with_load):
        risen = change(context, line, last, week)
        if risen is None:
            continue
        changed = _put(week, line, risen.pick, risen.item)
        if fits(context, changed) and sets_rise_little(context, changed, before, week):
            lines[id] = risen
            return changed
        return week
    return _with_rung(context, week, lines, id, last)


def _with_more(context: Context, line: Line, last: int, _: Opening) -> Line | None:
    """One smallest step of repetitions, or of the hold where there is one."""
    dose, limit = line.item.dose, context.catalog.limit
    if _at_top(line):
        return None
    if dose.seconds is None:
        steps = [replace(dose, reps=min(dose.reps + int(limit("step-reps")), line.span.reps[1]))]
    else:
        top = line.span.seconds[1] if line.span.seconds else dose.seconds
        steps = [replace(dose, seconds=min(dose.seconds + step, top)) for step in (int(limit("step-hold")), 1)]
    highest = line.volumes[-2:][0] * (1 + limit("rise-two-weeks"))
    for step in steps:
        item = replace(line.item, dose=step)
        if len(line.volumes) < 2 or volume(item) <= max(highest, line.recent):
            return replace(line, item=_told(context, item, "rise-dose", last))
    return replace(line, item=line.item)


def _with_set(context: Context, line: Line, last: int, _: Opening) -> Line | None:
    """A set more in trade for repetitions, back to the sets that the exercise's rung had before (2x12 -> 3x8)."""
    item = line.item
    if item.sets >= line.sets or two_sets(context):
        return None
    low = line.span.seconds[0] if line.span.seconds else line.span.reps[0]
    dose = replace(item.dose, seconds=low) if item.dose.seconds is not None else replace(item.dose, reps=low)
    more = replace(item, sets=item.sets + 1, dose=dose)
    return replace(line, item=_told(context, more, "rise-sets", last)) if volume(more) <= volume(item) else None


def _with_load(context: Context, line: Line, last: int, week: Opening) -> Line | None:
    """More load, the next band, or a first load, after weeks at the top; only where heavy work is, and pain is low."""
    if not _long_at_top(context, line):
        return None
    item, exercise, words = line.item, line.pick.candidate.exercise, Words(context=context)
    if item.load.kind in WEIGHTS:
        load = replace(item.load, start=words.text("load-more", week=str(last)))
        return replace(line, item=_told(context, replace(item, load=load), "rise-load", last), at_top=0)
    if item.load.kind == "band" and context.days_touch:
        return None  # a stronger band is heavy
    if item.load.kind == "band":
        load = replace(item.load, start=words.text("band-more", week=str(last)))
        item = replace(item, load=load, dose=replace(item.dose, reps=line.span.reps[0]))
        return replace(line, item=_told(context, item, "rise-band", last), at_top=0)
    load = next((load for load in exercise.loads if may_load(context, line.pick.candidate, load)), BODYWEIGHT)
    if load == BODYWEIGHT or item.dose.seconds is not None:
        return None
    item = replace(
        loaded(context, line.pick.candidate, item, load, week.refused, week.lawful),
        dose=replace(item.dose, reps=line.span.reps[0]),
    )
    return replace(line, item=_told(context, item, "rise-first-load", last), at_top=0)


def _long_at_top(context: Context, line: Line) -> bool:
    return (
        context.protocol.heavy
        and not context.sore
        and not context.young
        and _at_top(line)
        and line.at_top >= context.catalog.limit("top-weeks")
    )


def _with_rung(context: Context, week: Opening, lines: dict[str, Line], id: str, last: int) -> Opening:
    """Return the week with the next rung in the place of an exercise, where one is lawful; one a session and week."""
    line = lines[id]
    if not _long_at_top(context, line) or _opens_rung(context, week, lines, id):
        return week
    for name in line.pick.candidate.exercise.harder:
        candidate = week.lawful.get(name)
        grown = {id for line in lines.values() for id in line.grown}
        if candidate is None or not in_main(context, candidate) or name in lines or name in grown:
            continue
        if not _as_hard(context, candidate, line.pick.candidate):
            continue
        pick = replace(line.pick, candidate=candidate)
        item = _as_rung(context, pick, line, last, week)
        if item is None:
            continue
        changed = _put(week, line, pick, item)
        if fits(context, changed) and _lawful(context, changed):
            del lines[id]
            dose = start_dose(context, candidate.exercise, "main")
            before = (*line.grown, id)
            lines[name] = Line(pick=pick, item=item, span=dose.span, sets=dose.sets, grown=before)
            return changed
    return week


def _as_hard(context: Context, candidate: Candidate, old: Candidate) -> bool:
    """Return whether a rung, in its lawful form, asks for as much demand, and of as many hips."""
    hips = sides_of(context, old.exercise)
    return DEMANDS.index(candidate.demand) >= DEMANDS.index(old.demand) and (
        hips == sides_of(context, candidate.exercise) or len(sides_of(context, candidate.exercise)) > 1
    )


def _opens_rung(context: Context, week: Opening, lines: dict[str, Line], id: str) -> bool:
    """Return whether a session of the exercise opens another rung this week already."""
    new = {name for name, line in lines.items() if not line.volumes}
    most = context.catalog.limit("new-rungs-session")
    return any(
        sum(item.exercise in new for item in items) >= most
        for items in week.items
        if any(item.exercise == id for item in items)
    )


def _as_rung(context: Context, pick: Pick, old: Line, last: int, week: Opening) -> Item | None:
    """Return a rung's opening item: two sets at the bottom of its range, within its share of the old volume."""
    item = prescribe(context, pick, week.refused, week.lawful)
    span = start_dose(context, pick.candidate.exercise, "main").span
    if item.dose.kind != old.item.dose.kind:
        return None
    dose = (
        replace(item.dose, reps=span.reps[0])
        if span.seconds is None
        else replace(item.dose, seconds=span.seconds[0], reps=span.reps[0])
    )
    sets = min(item.sets, int(context.catalog.limit("reduced-sets")))
    if sets < span.sets[0] and pick.candidate.exercise.dose.sets:
        return None
    if not pick.candidate.exercise.dose.reps:
        dose = _within_share(context, dose, sets, old.item)
    opens = replace(item, sets=sets, dose=dose)
    if item.load.kind not in pick.candidate.exercise.needs:
        opens = loaded(context, pick.candidate, opens, BODYWEIGHT, week.refused, week.lawful)
    if volume(opens) > context.catalog.limit("new-rung-share") * volume(old.item):
        return None
    return _told(context, opens, "rise-rung", last, old=old.item.name)


def _within_share(context: Context, dose: Dose, sets: int, old: Item) -> Dose:
    """Return a rung's dose with as few repetitions as its share of the old volume asks for, down to the floor."""
    if dose.seconds is not None:
        return dose
    most = int(context.catalog.limit("new-rung-share") * volume(old)) // sets
    return replace(dose, reps=max(min(dose.reps, most), int(context.catalog.limit("floor-reps"))))


def _put(week: Opening, line: Line, pick: Pick, item: Item) -> Opening:
    """Return the week with another pick and item where a line stands; a session with other sets of it keeps them."""
    picks, items, id = list(week.picks), list(week.items), line.item.exercise
    for index, session in enumerate(week.picks):
        places = [place for place, old in enumerate(session.picks) if old.block == "main" and old.candidate.id == id]
        for place in places:
            row = list(items[index])
            more = row[place].sets - line.item.sets if item.exercise == id else 0
            row[place] = replace(item, sets=item.sets + more) if more else item
            items[index] = tuple(row)
            taken = list(picks[index].picks)
            taken[place] = replace(pick, slot=taken[place].slot)
            picks[index] = replace(picks[index], picks=tuple(taken))
    return replace(week, picks=tuple(picks), items=tuple(items))


def fits(context: Context, week: Opening) -> bool:
    """Return whether every session keeps within the minutes asked for (P12)."""
    minutes = context.request.minutes
    return minutes is None or all(
        session_minutes(blocks_of(session.picks, items)) <= minutes
        for session, items in zip(week.picks, week.items, strict=True)
    )


def sets_rise_little(context: Context, week: Opening, before: Opening, known: Opening | None = None) -> bool:
    """Return whether the main sets of a week rise by no more than a week may (P11).

    As many as in a `known` week, one of the recent ones or what this one has already, are no rise.
    """
    limit = context.catalog.limit
    cap = limit("weekly-sets-max-many-days" if context.request.days > limit("many-days") else "weekly-sets-max")
    hips = zip(*(weekly_sets(context, one) for one in (before, known or before, week)), strict=True)
    return all(
        has <= max(had, free) or (has <= cap and has - had <= max(1, limit("rise-sets") * had))
        for had, free, has in hips
    )


def _lawful(context: Context, week: Opening) -> bool:
    mains: list[list[Candidate]] = [
        [pick.candidate for pick in session.picks if pick.block == "main"] for session in week.picks
    ]
    return week_is_lawful(context, mains)


def _told(context: Context, item: Item, row: str, last: int, **found: str) -> Item:
    """Return an item with the reason for its rise added."""
    reason = Words(context=context).reason(row, (), week=str(last), **found)
    return replace(item, reasons=(*item.reasons, reason))


def untold(week: Opening) -> Opening:
    """Return the week without the reasons of its rises: the next week starts from there."""
    return replace(
        week,
        items=tuple(
            tuple(replace(item, reasons=tuple(r for r in item.reasons if r.rule != RISE)) for item in items)
            for items in week.items
        ),
    )
