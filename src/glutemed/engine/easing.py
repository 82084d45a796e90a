"""One step down, after pain: an easier form or rung of an exercise, or less of it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from glutemed.engine.candidates import forms_of
from glutemed.engine.context import Candidate, Context, sides_of
from glutemed.engine.dosing import start_dose
from glutemed.engine.opening import Opening
from glutemed.engine.prescription import loaded, prescribe
from glutemed.engine.progression import fits
from glutemed.engine.resuming import done_as, main_items
from glutemed.engine.rules import judge
from glutemed.engine.selection import Pick, in_main, week_is_lawful
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import BODYWEIGHT, DEMANDS
from glutemed.model.plan import SECONDS_PER_REP, Item, volume

__all__ = ["easier", "leads_to", "less", "no_harder", "put", "within", "work"]

NONE: Mapping[str, Item] = MappingProxyType({})


def easier(
    context: Context, week: Opening, id: str, avoid: frozenset[str] = frozenset(), past: Mapping[str, Item] = NONE
) -> tuple[Opening, str] | None:
    """Return the week with an easier form, or rung, in the place of a main exercise, and what that is.

    Else the exercise without its load, else less of it, else without it where enough is left. None
    when nothing easier is lawful. What is in `avoid` takes no other exercise's place. `past` holds
    the last item of exercises that were done before: no harder form and no more of them is given.
    """
    pick, item = main_items(week)[id]
    for candidate in _below(context, week, pick.candidate, avoid, past):
        most = min(volume(item), volume(past[candidate.id])) if candidate.id in past else volume(item)
        new = _opened(context, week, replace(pick, candidate=candidate), item, most)
        if (candidate.id in past and volume(new) > most) or work(new) > work(item):
            continue
        changed = put(week, id, replace(pick, candidate=candidate), new)
        if _lawful(context, changed) and fits(context, changed):
            own_form = candidate.form if candidate.id == id else None
            return changed, f"{new.name}, {own_form.name}" if own_form else f"{new.name} in place of {item.name}"
    if item.load != BODYWEIGHT and item.load.kind not in pick.candidate.exercise.needs:
        bare = loaded(context, pick.candidate, item, BODYWEIGHT, week.refused, week.lawful)
        return put(week, id, pick, bare), f"{item.name} without load"
    return less(context, week, id) or _without(context, week, id)


def less(context: Context, week: Opening, id: str) -> tuple[Opening, str] | None:
    """Return the week with one step less of a main exercise: a set, else repetitions or hold; None at the floor."""
    pick, item = main_items(week)[id]
    limit, own = context.catalog.limit, pick.candidate.exercise.dose
    span = start_dose(context, pick.candidate.exercise, "main").span
    fewest = own.sets[0] if own.sets else int(limit("floor-sets"))
    if item.sets > fewest:
        fewer = replace(item, sets=item.sets - 1, by_hand=False)
        return put(week, id, pick, fewer), f"{item.name}: {fewer.sets} sets instead of {item.sets}"
    if item.dose.seconds is not None:
        bottom = span.seconds[0] if span.seconds else item.dose.seconds
        floor = min(bottom, int(limit("floor-hold")))
        seconds = _lower(item.dose.seconds, bottom, floor)
        if seconds < item.dose.seconds:
            told = f"{item.name}: holds of {seconds} s instead of {item.dose.seconds} s"
            return put(week, id, pick, replace(item, dose=replace(item.dose, seconds=seconds), by_hand=False)), told
    floor = span.reps[0] if own.reps or item.dose.seconds is not None else int(limit("floor-reps"))
    reps = _lower(item.dose.reps, span.reps[0], min(floor, span.reps[0]))
    if reps < item.dose.reps:
        told = f"{item.name}: {reps} {pick.candidate.exercise.counting} instead of {item.dose.reps}"
        return put(week, id, pick, replace(item, dose=replace(item.dose, reps=reps), by_hand=False)), told
    return None


def _lower(value: int, bottom: int, floor: int) -> int:
    """Return a quarter less, rounded up, but not past the bottom of the range; from there down to the floor.

    What is below the floor already gives the floor, which is no less.
    """
    low = bottom if value > bottom else floor
    return max(low, min(value - 1, -(-value * 3 // 4)))


def work(item: Item) -> int:
    """Return the seconds of work of a side, at four a repetition whatever the tempo."""
    return volume(item) * (1 if item.dose.seconds else SECONDS_PER_REP)


def _below(
    context: Context, week: Opening, now: Candidate, avoid: frozenset[str], past: Mapping[str, Item]
) -> list[Candidate]:
    """Return what is easier than a candidate and lawful: its own easier forms, then the rungs below, nearest first."""
    own = next((forms for forms in forms_of(context.catalog) if forms[0].id == now.id), ())
    place = next((index for index, form in enumerate(own) if form.form == now.form), len(own))
    found = [form for form in own[place + 1 :] if _is_below(form, now) and not judge(context, form)]
    there = {pick.candidate.id for session in week.picks for pick in session.picks} | avoid
    open_, seen = list(now.exercise.easier), set[str]()
    while open_:
        id = open_.pop(0)
        exercise = context.catalog.exercise(id)
        if id in seen or exercise is None:
            continue
        seen.add(id)
        open_ += exercise.easier
        candidate = done_as(context, past[id]) if id in past else week.lawful.get(id)
        if candidate and id not in there and in_main(context, candidate) and _is_below(candidate, now):
            found.append(candidate)
    hips = sides_of(context, now.exercise)
    return [one for one in found if set(sides_of(context, one.exercise)) >= set(hips) or one.exercise.sided == "both"]


def _is_below(candidate: Candidate, now: Candidate) -> bool:
    """Return whether a candidate asks for no more demand than another."""
    return DEMANDS.index(candidate.demand) <= DEMANDS.index(now.demand)


def _opened(context: Context, week: Opening, pick: Pick, old: Item, most: int) -> Item:
    """Return an easier item: two sets at the bottom of its range, no load that can be left off, no more than before."""
    item = prescribe(context, pick, week.refused, week.lawful)
    exercise = pick.candidate.exercise
    span = start_dose(context, exercise, "main").span
    sets = min(item.sets, int(context.catalog.limit("reduced-sets")))
    if exercise.dose.sets:
        sets = max(sets, exercise.dose.sets[0])
    dose = replace(item.dose, reps=span.reps[0], seconds=span.seconds[0] if span.seconds else None)
    if exercise.id == old.exercise and item.dose.kind == old.dose.kind:
        dose = replace(dose, reps=min(dose.reps, old.dose.reps))
        if dose.seconds is not None and old.dose.seconds is not None:
            dose = replace(dose, seconds=min(dose.seconds, old.dose.seconds))
    made = replace(item, sets=min(sets, max(old.sets, span.sets[0])), dose=dose)
    if item.load != BODYWEIGHT and item.load.kind not in exercise.needs:
        made = loaded(context, pick.candidate, made, BODYWEIGHT, week.refused, week.lawful)
    if exercise.dose.sets and work(made) > work(old):
        made = replace(made, sets=exercise.dose.sets[0])
    if made.dose.kind == old.dose.kind or pick.candidate.id == old.exercise:
        made = within(context, made, most, own_reps=exercise.dose.reps is not None)
    return made


def within(context: Context, item: Item, most: int, *, own_reps: bool) -> Item:
    """Return an item with as few repetitions, or as short a hold, as a volume asks for, down to the floor."""
    dose, limit = item.dose, context.catalog.limit
    if volume(item) <= most:
        return item
    if dose.seconds is not None:
        floor = min(dose.seconds, int(limit("floor-hold")))
        return replace(item, dose=replace(dose, seconds=max(floor, min(dose.seconds, most // (item.sets * dose.reps)))))
    floor = dose.reps if own_reps else min(dose.reps, int(limit("floor-reps")))
    return replace(item, dose=replace(dose, reps=max(floor, min(dose.reps, most // item.sets))))


def _without(context: Context, week: Opening, id: str) -> tuple[Opening, str] | None:
    """Return the week without a main exercise, where what is left is lawful."""
    name = main_items(week)[id][1].name
    picks, items = [], []
    for session, row in zip(week.picks, week.items, strict=True):
        kept = [
            (pick, item)
            for pick, item in zip(session.picks, row, strict=True)
            if not (pick.block == "main" and item.exercise == id)
        ]
        picks.append(replace(session, picks=tuple(pick for pick, _ in kept)))
        items.append(tuple(item for _, item in kept))
    changed = replace(week, picks=tuple(picks), items=tuple(items))
    return (changed, f"without {name}") if _lawful(context, changed) else None


def put(week: Opening, id: str, pick: Pick, item: Item) -> Opening:
    """Return the week with another pick and item wherever a main exercise stands."""
    picks, items = [], []
    for session, row in zip(week.picks, week.items, strict=True):
        here = [old.block == "main" and old.candidate.id == id for old in session.picks]
        new = (replace(pick, slot=old.slot) if at else old for at, old in zip(here, session.picks, strict=True))
        picks.append(replace(session, picks=tuple(new)))
        items.append(tuple(item if at else old for at, old in zip(here, row, strict=True)))
    return replace(week, picks=tuple(picks), items=tuple(items))


def _lawful(context: Context, week: Opening) -> bool:
    mains = [[pick.candidate for pick in session.picks if pick.block == "main"] for session in week.picks]
    return week_is_lawful(context, mains)


def leads_to(catalog: Catalog, low: str, goal: str) -> bool:
    """Return whether the ladders lead up from an exercise to another."""
    open_, seen = [low], set[str]()
    while open_:
        exercise = catalog.exercise(open_.pop())
        for id in exercise.harder if exercise else ():
            if id == goal:
                return True
            if id not in seen:
                seen.add(id)
                open_.append(id)
    return False


def no_harder(context: Context, week: Opening, old: Opening) -> Opening:
    """Return a week with last week's exercise, or form, in the place of a harder one of its ladder."""
    had = main_items(old)
    for id in main_items(week):
        stays = had.get(id) or next((had[low] for low in had if leads_to(context.catalog, low, id)), None)
        if stays is None or judge(context, stays[0].candidate):
            continue
        pick, item = stays
        if id == item.exercise and not _is_easier(pick, main_items(week)[id][0]):
            continue
        if id != item.exercise and item.exercise in main_items(week):
            continue
        changed = put(week, id, pick, replace(item, reasons=main_items(week)[id][1].reasons))
        if _lawful(context, changed):
            week = changed
    return week


def _is_easier(pick: Pick, other: Pick) -> bool:
    """Return whether one form of an exercise comes after another: the standard form first, then the hardest."""
    forms = (None, *pick.candidate.exercise.forms)
    return forms.index(pick.candidate.form) > forms.index(other.candidate.form)
