"""What a request makes of one exercise, as records: every rule's verdict, and what it lost to or won against.

Imported by `why` and `--explain` alone: a plan does not carry verdicts.
"""

from glutemed.model.records import record

__all__ = ["Alternative", "Judged", "Judgement"]


@record
class Judgement:
    """One rule's verdict on an exercise: `id` names the rule, `rule` its P-rule, `text` what it found."""

    id: str
    rule: str
    passed: bool
    text: str
    sources: tuple[str, ...] = ()


@record
class Alternative:
    """Another exercise that wanted the same place, such as "Day 1, main 2", and why one of the two got it."""

    exercise: str
    name: str
    place: str
    why: str


@record
class Judged:
    """One exercise, in the form named (None: the standard form), judged by every rule, in the order of the rules.

    `where` are the days that a chosen one is on. `lost_to` are those that took its places;
    `won_against` those it was preferred to. `changed` tells where goal or stage are not as asked
    for. `sources` are the keys behind the exercise itself.
    """

    exercise: str
    name: str
    form: str | None = None
    verdicts: tuple[Judgement, ...]
    chosen: bool
    where: tuple[str, ...] = ()
    lost_to: tuple[Alternative, ...] = ()
    won_against: tuple[Alternative, ...] = ()
    changed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
