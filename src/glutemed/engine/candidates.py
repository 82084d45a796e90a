"""Which exercises pass the hard rules, each in its hardest lawful form, and why the others do not."""

from collections.abc import Iterable, Iterator, Mapping

from glutemed.engine.context import Candidate, Context
from glutemed.engine.rules import HardRule, Verdict, applying, judge
from glutemed.model.catalog import Catalog

__all__ = ["Refusals", "candidates", "forms_of"]


def forms_of(catalog: Catalog) -> tuple[tuple[Candidate, ...], ...]:
    """Return every exercise's candidates: the standard form, then its other forms, hardest first."""
    return catalog.derived(
        "candidates",
        lambda: tuple(
            tuple(Candidate(exercise=exercise, form=form) for form in (None, *exercise.forms))
            for exercise in catalog.exercises
        ),
    )


class Refusals(Mapping[str, Verdict]):
    """Why the standard form of each exercise is refused: for those left out, and for those kept in another form.

    A verdict is found when it is asked for, as a plan tells of few.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._standard = context.catalog.derived("standard forms", lambda: _standard_forms(context.catalog))
        self._rules = applying(context)
        self._found: dict[str, Verdict] = {}

    def __getitem__(self, id: str) -> Verdict:
        if id not in self._found:
            self._found[id] = self._first(self._standard[id], id)
        return self._found[id]

    def _first(self, standard: Candidate, id: str) -> Verdict:
        for rule_id, fails, _ in self._rules:
            found = fails(self._context, standard)
            if found is not None:
                return Verdict.of(rule_id, found)
        raise KeyError(id)

    def __iter__(self) -> Iterator[str]:
        return (id for id, candidate in self._standard.items() if judge(self._context, candidate))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _standard_forms(catalog: Catalog) -> dict[str, Candidate]:
    return {forms[0].id: forms[0] for forms in forms_of(catalog)}


POLICY = ("stable", "principle", "stage", "not-heavy")
"""The rules that look at nothing of a request but its protocol, and whether rungs and a clinician's word count."""


def candidates(context: Context) -> tuple[dict[str, Candidate], Refusals]:
    """Return each lawful exercise in the hardest form that passes, and why the standard form did not."""
    waived = context.request.include if context.request.clinician and not context.sore else ()
    key = ("policy", context.protocol.name, context.rungs, context.main_drills)
    policy = [rule for rule in applying(context) if rule.id in POLICY]

    def draw() -> tuple[tuple[Candidate, ...], ...]:
        return tuple(_passing(context, forms_of(context.catalog), policy))

    drawn = draw() if waived else context.catalog.derived(key, draw)  # who asks by name is not kept in mind
    rules = [rule for rule in applying(context) if rule.id not in POLICY]
    return {forms[0].id: forms[0] for forms in _passing(context, drawn, rules)}, Refusals(context)


def _passing(
    context: Context, exercises: Iterable[tuple[Candidate, ...]], rules: list[HardRule]
) -> Iterator[tuple[Candidate, ...]]:
    """Return the forms of each exercise that pass some rules, in their order; no exercise without any."""
    tests = [rule.fails for rule in rules]
    for forms in exercises:
        passing = []
        for form in forms:
            for fails in tests:
                if fails(context, form) is not None:
                    break
            else:
                passing.append(form)
        if passing:
            yield tuple(passing)
