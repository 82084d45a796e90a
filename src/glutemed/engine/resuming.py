"""A week of a saved plan as the engine works on it: picks and items of each kind of session."""

from glutemed.engine.candidates import candidates
from glutemed.engine.context import Candidate, Context
from glutemed.engine.opening import Opening
from glutemed.engine.rules import judge
from glutemed.engine.selection import Pick, SessionPicks
from glutemed.model.catalog import Catalog
from glutemed.model.plan import Item, Session, Week, form_named, volume

__all__ = ["candidate_of", "done_as", "dose_of", "is_known", "is_lawful", "main_items", "past_items", "resumed"]


def resumed(context: Context, week: Week) -> Opening:
    """Return a week as kinds of sessions, which its days take in turn; unknown exercises are left out."""
    lawful, refused = candidates(context)
    kinds = week.sessions[: _period(week)]
    picks, items = [], []
    for session in kinds:
        known = [
            (Pick(block=block.kind, candidate=candidate, slot=None), item)
            for block in session.blocks
            for item in block.items
            if (candidate := candidate_of(context, item)) is not None
        ]
        picks.append(SessionPicks(picks=tuple(pick for pick, _ in known), empty=()))
        items.append(tuple(item for _, item in known))
    return Opening(lawful=lawful, refused=refused, picks=tuple(picks), items=tuple(items))


def candidate_of(context: Context, item: Item) -> Candidate | None:
    """Return an item's exercise in its form; None when the catalogue does not have it any more."""
    exercise = context.catalog.exercise(item.exercise)
    return Candidate(exercise=exercise, form=form_named(exercise, item.variant)) if exercise else None


def done_as(context: Context, item: Item) -> Candidate | None:
    """Return an exercise in the form of an item, where that is lawful by now."""
    candidate = candidate_of(context, item)
    return candidate if candidate and not judge(context, candidate) else None


def is_lawful(context: Context, opening: Opening) -> bool:
    """Return whether all that a week holds passes every rule for exercises by now."""
    return not any(judge(context, pick.candidate) for session in opening.picks for pick in session.picks)


def is_known(catalog: Catalog, week: Week) -> bool:
    """Return whether the catalogue has all exercises of a week; one of another version may have lost some."""
    return all(catalog.exercise(item.exercise) for session in week.sessions for item in session.items("main"))


def main_items(opening: Opening) -> dict[str, tuple[Pick, Item]]:
    """Return the main exercises of a week by id, as they stand in the first session that has them."""
    found: dict[str, tuple[Pick, Item]] = {}
    for session, items in zip(opening.picks, opening.items, strict=True):
        for pick, item in zip(session.picks, items, strict=True):
            if pick.block == "main":
                found.setdefault(item.exercise, (pick, item))
    return found


def past_items(weeks: tuple[Week, ...]) -> dict[str, Item]:
    """Return the latest item of every main exercise of some weeks, where its volume is highest in its week."""
    found: dict[str, Item] = {}
    for week in weeks:
        items = sorted((item for session in week.sessions for item in session.items("main")), key=volume)
        found |= {item.exercise: item for item in items}
    return found


def _period(week: Week) -> int:
    """Return after how many sessions a week repeats itself."""
    what = [_content(session) for session in week.sessions]
    for period in range(1, len(what)):
        if all(what[index] == what[index % period] for index in range(len(what))):
            return period
    return len(what)


def _content(session: Session) -> tuple[tuple[str, str], ...]:
    return tuple((block.kind, item.exercise) for block in session.blocks for item in block.items)


def dose_of(item: Item) -> str:
    """Return an item's amount in short: 3 x 8, or 2 x 30 s."""
    if item.dose.seconds is None:
        return f"{item.sets} x {item.dose.reps}"
    holds = f"{item.dose.reps} x " if item.dose.reps > 1 else ""
    return f"{item.sets} x {holds}{item.dose.seconds} s"
