"""The soft order of what passed: which exercise is taken first for a place in a session."""

from glutemed.engine.context import Candidate, Context, sides_of

__all__ = ["BASES", "rank"]

BASES = ("article", "trial", "ruling")
"""On whose word an exercise belongs to a stage: the article's before a trial's before our own."""

Rank = tuple[int | str, ...]


def rank(
    context: Context,
    candidate: Candidate,
    *,
    patterns: tuple[str, ...],
    prefer: tuple[str, ...],
    in_week: frozenset[str],
    wanted_elsewhere: frozenset[str],
    session_patterns: frozenset[str],
) -> Rank:
    """Return the soft order of a candidate for a slot; the lowest is taken.

    In turn: stated preference, the slot's patterns, new this week, not the first choice of another
    place in the week, a pattern new to the session, both hips before one, the order of the slot's
    patterns, direct work before two-legged rungs, the article's word before a trial's before our
    own, id.
    """
    exercise = candidate.exercise
    drawn = context.protocol.draws_on
    basis = min((BASES.index(b.basis) for b in candidate.stages if b.stage in drawn), default=len(BASES))
    return (
        prefer.index(exercise.id) if exercise.id in prefer else len(prefer),
        int(exercise.pattern not in patterns),
        int(exercise.id in in_week),
        int(exercise.id in wanted_elsewhere),
        int(exercise.pattern in session_patterns),
        int(len(sides_of(context, exercise)) < (1 if exercise.sided == "both" else 2)),
        patterns.index(exercise.pattern) if exercise.pattern in patterns else len(patterns),
        int(candidate.rung),
        basis,
        exercise.id,
    )
