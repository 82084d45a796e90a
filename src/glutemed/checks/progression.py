"""Checks of how a program grows from week to week: P11."""

from itertools import pairwise
from re import findall
from typing import Literal

from glutemed.checks.changes import form_rank, kilograms, load_changed, rises
from glutemed.checks.dose import dose_range
from glutemed.checks.plan import (
    SIDES,
    Audit,
    Change,
    Finding,
    Findings,
    Placed,
    Row,
    pain_above,
    session_path,
    week_path,
)
from glutemed.model.exercise import BODYWEIGHT
from glutemed.model.plan import Week, side_sets, volume

__all__ = ["PROGRESSION"]

LOAD_RISE = 10.0
"""Percent that a load rises at most in a step (R-020)."""
PAIN_TOLD = ("0", "2", "no pain at all", "without pain")
"""A condition to go on tells how much pain, one of these at least."""
FLAT_WEEKS = 4
"""Weeks from which on a program that never rises is told so (A22)."""
MORE = {"rung": "a harder rung", "load": "another load"}


def go_on(audit: Audit) -> Findings:
    """P11: each week after the first opens with the condition to go on, told by pain (R-001, R-003).

    A week that was made from the log of the one before needs none.

    Passes: week 2 opens with "Go on if pain stayed at 0-2 ...". Fails: week 2 opens with nothing,
    or with "you can do it".
    """
    for index, week in enumerate(audit.plan.weeks[1:], 1):
        if index == audit.led:
            continue  # made from the log of the week before
        if week.go_on_if is None or not _tells_pain(week.go_on_if.casefold()):
            message = "the week does not open with the pain at which to go on"
            yield Finding(rule="P11", path=week_path(index), message=message)


def _tells_pain(text: str) -> bool:
    return "pain" in text and any(part in text for part in PAIN_TOLD)


def volume_rises_slowly(audit: Audit) -> Findings:
    """P11: the volume of an exercise rises by at most 15 % or one smallest step a week, 30 % in two (R-034, R-035).

    Volume is sets x repetitions, or x seconds, per side, in the session where it is highest; the
    smallest steps are 1 repetition and 2 s. A volume done in the eight weeks before is no rise.
    The steps of a cited trial are notes. Passes: 3 x 8, 3 x 9, 3 x 10. Fails: 3 x 8, then 3 x 10;
    3 x 9, 3 x 10, 3 x 12.
    """
    limit = audit.catalog.limit
    for change in audit.changes:
        now, before = change.now, change.before
        new, old = volume(now.item), volume(before.item)
        if change.rung or now.item.dose.kind != before.item.dose.kind or new <= _recent(audit, change):
            continue
        most = _most(audit, before, limit("rise-week"))
        if new > most:
            yield _step(now, f"volume {old} to {new} in a week; at most {most:g}")
            continue
        two_before = [at for at in change.earlier if at.week <= now.week - 2]
        if two_before:
            most = _most(audit, two_before[-1], limit("rise-two-weeks"))
            if new > most:
                old = volume(two_before[-1].item)
                yield _step(now, f"volume {old} to {new} in two weeks; at most {most:g}")


def _recent(audit: Audit, change: Change) -> int:
    """Return the highest volume of the weeks before, in this form or a harder one, with this load, or none now."""
    now, alike = change.now, 0
    rank = form_rank(now.exercise, now.form)
    for at in change.earlier:
        same = (
            at.exercise.id == now.exercise.id
            and now.item.load in (at.item.load, BODYWEIGHT)
            and form_rank(at.exercise, at.form) <= rank
            and at.item.dose.kind == now.item.dose.kind
        )
        if same and now.week - at.week <= audit.catalog.limit("recent-weeks"):
            alike = max(alike, volume(at.item))
    return alike


def _most(audit: Audit, at: Placed, share: float) -> int:
    """Return the volume that an item may grow to: by a share, or by one smallest step where that is more."""
    old, dose = volume(at.item), at.item.dose
    if dose.seconds is None:
        step = at.item.sets * audit.catalog.limit("step-reps")
    else:
        step = at.item.sets * max(
            dose.reps * audit.catalog.limit("step-hold"),
            dose.seconds * audit.catalog.limit("step-reps") * (dose.reps > 1),
        )
    return int(old + max(old * share, step) + 1e-9)


def _step(at: Placed, text: str) -> Finding:
    """Return a finding about a step: a note where the exercise's dose is that of a cited trial."""
    cited = any(source != "own" for source in at.exercise.dose.sources)
    severity: Literal["error", "note"] = "note" if cited else "error"
    return Finding(rule="P11", severity=severity, path=at.path, message=f"{at.item.name}: {text}")


def weekly_sets_rise_slowly(audit: Audit) -> Findings:
    """P11: the main sets of a week for one hip rise by at most 15 % or one set, whichever is more (X).

    As many as in a week of the eight before are no rise.

    Passes: 27 sets, then 31. Fails: 27 sets, then 32.
    """
    share, recently = audit.catalog.limit("rise-sets"), int(audit.catalog.limit("recent-weeks"))
    for index, (last, week) in enumerate(pairwise(audit.plan.weeks), 1):
        for side in SIDES:
            old, new = _sets(last, side), _sets(week, side)
            most = int(max(old * (1 + share) + 1e-9, old + 1))
            recent = max(_sets(one, side) for one in audit.plan.weeks[max(0, index - recently) : index])
            if new > max(most, recent):
                message = f"{old} to {new} main sets for the {side} hip in a week; at most {most}"
                yield Finding(rule="P11", path=week_path(index), message=message)


def _sets(week: Week, side: Literal["left", "right"]) -> int:
    return sum(side_sets(item, side) for session in week.sessions for item in session.items("main"))


def one_thing_rises(audit: Audit) -> Findings:
    """P11: one thing rises per exercise and week, and a set is added only by trading repetitions (R-020).

    The steps of a cited trial are notes. Passes: 3 x 9 after 3 x 8; 3 x 8 after 2 x 12. Fails:
    3 x 9 with 2 kg after 3 x 8 with none; 4 x 8 after 3 x 8.
    """
    for change in audit.changes:
        risen = rises(change)
        if volume(change.now.item) <= _recent(audit, change):
            continue
        if len(risen) > 1:
            yield _step(change.now, f"{' and '.join(risen)} rise in one week; one thing at a time")
        elif "sets" in risen and volume(change.now.item) > volume(change.before.item):
            sets = change.before.item.sets, change.now.item.sets
            yield _step(change.now, f"{sets[0]} to {sets[1]} sets without fewer repetitions for them")


def load_rises_slowly(audit: Audit) -> Findings:
    """P11: a load rises by at most 10 %, or to the next band with repetitions back at the bottom (R-020).

    The steps of a cited trial are notes. Passes: "5-10 % more than in week 2"; 10 kg, then 11 kg;
    3 x 8 with the next band. Fails: 10 kg, then 12 kg; "20 % more"; 3 x 15 with the next band.
    """
    for change in audit.changes:
        now, new, old = change.now, change.now.item.load, change.before.item.load
        if change.rung or not load_changed(change) or old.kind == "bodyweight":
            continue
        if volume(now.item) <= _recent(audit, change):
            continue
        if new.kind == "band" and now.item.dose.kind == "reps":
            bottom = dose_range(audit, now)[1][0]
            if now.item.dose.reps > bottom:
                yield _step(now, f"another band at {now.item.dose.reps} repetitions; back to {bottom:g} first")
        percents = [float(percent) for percent in findall(r"(\d+(?:\.\d+)?) ?%", new.start)]
        weight, last = kilograms(new.start), kilograms(old.start)
        if weight and last and new.kind == old.kind:
            percents.append(100 * (weight - last) / last)
        if percents and max(percents) > LOAD_RISE + 1e-9:
            yield _step(now, f"load {max(percents):.0f} % more in a week; at most {LOAD_RISE:g} %")


def top_before_more(audit: Audit) -> Findings:
    """P11: load or rung rises only after two weeks at the top of the range (R-021).

    The steps of a cited trial are notes. Passes: 3 x 15, 3 x 15, then 2 kg. Fails: 3 x 8, 3 x 9,
    then 2 kg; 3 x 15 for a week, then the next rung.
    """
    wanted = audit.catalog.limit("top-weeks")
    for change in audit.changes:
        risen = next((MORE[name] for name in rises(change) if name in MORE), None)
        if not risen or volume(change.now.item) <= _recent(audit, change):
            continue
        weeks = 0
        for at in reversed(change.earlier):
            same = at.item.load == change.before.item.load and at.form == change.before.form
            if not same or not _at_top(audit, at):
                break
            weeks += 1
        if weeks < wanted:
            name = change.before.item.name
            yield _step(change.now, f"{risen} after {weeks} of {wanted:g} weeks at the top of the range of {name}")


def _at_top(audit: Audit, at: Placed) -> bool:
    _, (_, reps), (_, seconds) = dose_range(audit, at)
    return at.item.dose.reps >= reps and (at.item.dose.seconds or seconds) >= seconds


def new_rungs(audit: Audit) -> Findings:
    """P11: a harder rung opens with at most 60 % of the old volume (R-044b), one rung a session and week.

    A harder form of the same exercise is a rung too. The steps of a cited trial are notes. Passes:
    15 s of the full side plank after 40 s of the knee plank. Fails: 30 s of it; two new rungs in
    one session.
    """
    share, most = audit.catalog.limit("new-rung-share"), audit.catalog.limit("new-rungs-session")
    opened: dict[tuple[int, int], list[str]] = {}
    for change in audit.changes:
        if not change.rung:
            continue
        now, before = change.now, change.before
        opened.setdefault((now.week, now.session), []).append(now.item.name)
        old, new = volume(before.item), volume(now.item)
        if now.item.dose.kind == before.item.dose.kind and new > old * share + 1e-9:
            text = f"opens at volume {new}, after {old} of {before.item.name}; at most {int(old * share + 1e-9)}"
            yield _step(now, text)
    for (week, session), names in opened.items():
        if len(names) > most:
            message = f"new rungs in one session: {', '.join(names)}; at most {most:g} a week"
            yield Finding(rule="P11", path=session_path(week, session), message=message)


def rises_at_all(audit: Audit) -> Findings:
    """P11: a program of four weeks or more grows somewhere, since without progression little is gained (A22).

    A note, and none where pain is above 5, where a child may have pain, where the minutes
    of a session are full, or where every dose is at its top.
    Passes: 3 x 8, then 3 x 9. Fails: four weeks of 3 x 8.
    """
    request, last = audit.plan.request, len(audit.plan.weeks) - 1
    young = request.age is not None and request.age < audit.catalog.limit("young-age") and request.pain != 0
    if last + 1 < FLAT_WEEKS or young or pain_above(audit, "pain-mid-max") or any(map(rises, audit.changes)):
        return
    minutes = request.minutes
    full = [minutes is not None and session.minutes >= minutes - 1 for session in audit.plan.weeks[last].sessions]
    main = [at for at in audit.items if at.week == last and at.block == "main"]
    held = {at.exercise.id for at in main if full[at.session]}
    if any(at.exercise.id not in held and not _at_top(audit, at) for at in main):
        message = f"nothing rises in {last + 1} weeks: no progression"
        yield Finding(rule="P11", severity="note", path="/weeks", message=message)


PROGRESSION: tuple[Row, ...] = (
    ("P11", go_on, ()),
    ("P11", volume_rises_slowly, ()),
    ("P11", weekly_sets_rise_slowly, ()),
    ("P11", one_thing_rises, ()),
    ("P11", load_rises_slowly, ()),
    ("P11", top_before_more, ()),
    ("P11", new_rungs, ()),
    ("P11", rises_at_all, ()),
)
