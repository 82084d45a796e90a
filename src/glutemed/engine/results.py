"""What a log has recorded of a person for the gates: the newest test results and answers, and the last sessions."""

from datetime import date, timedelta

from glutemed.engine.days import place_of
from glutemed.engine.facts import usual_of, was_done
from glutemed.model.catalog import Catalog
from glutemed.model.exercise import STAGES
from glutemed.model.log import Person, Workout, outcome, worst_during
from glutemed.model.plan import Request
from glutemed.model.screening import MALE, Criterion, HomeTest

__all__ = ["NOT_RECORDED", "Recorded", "amount", "in_words", "session_pain"]

NOT_RECORDED = "not recorded"
BOTH = ("left", "right")


def in_words(test: HomeTest, value: float) -> str:
    """Return a result in words: of a scale its word, else the number."""
    return test.scale[int(value)] if 0 <= value < len(test.scale) else f"{value:g}"


def amount(test: HomeTest, value: float) -> str:
    """Return a result with its unit."""
    if test.scale:
        return in_words(test, value)
    return f"{value:g} {test.unit.removesuffix('s') if value == 1 else test.unit}"


def session_pain(workout: Workout) -> int | None:
    """Return the worst pain during or right after a session; None where none was told."""
    told = (worst_during(workout), outcome(workout).after)
    return max((pain for pain in told if pain is not None), default=None)


class Recorded:
    """What is recorded of a person up to a day.

    `since` is the first day that counts. Of results and answers the newest of each count, and none
    that is dated after the day; `sessions` are those done, in their order.
    """

    def __init__(self, catalog: Catalog, request: Request, person: Person, today: str) -> None:
        self.catalog, self.request, self.person, self.today = catalog, request, person, today
        weeks = timedelta(weeks=catalog.limit("results-weeks"))
        self.since = (date.fromisoformat(today) - weeks).isoformat()
        self.results: dict[tuple[str, str], tuple[float, str]] = {}
        self.answers: dict[str, tuple[bool, str]] = {}
        for screening in sorted(person.screenings, key=lambda one: one.recorded):
            if screening.date <= today:
                self.results |= {(one.test, one.side): (one.value, screening.date) for one in screening.results}
                self.answers |= {one.question: (one.yes, screening.date) for one in screening.answers}
        done = (workout for workout in person.workouts if self.since <= workout.date <= today and was_done(workout))
        self.sessions = sorted(done, key=place_of)

    def last_sessions(self, criterion: Criterion, before: str = "9999") -> list[Workout]:
        """Return the last sessions that a criterion looks at."""
        of = [one for one in self.sessions if one.date < before and self._in_stage(one, criterion)]
        return of[-(criterion.count or 1) :]

    def _in_stage(self, workout: Workout, criterion: Criterion) -> bool:
        if criterion.stage is None:
            return True
        plans = (saved.plan for saved in self.person.programs if saved.program == workout.program)
        given = next((plan.prescribed for plan in plans), None)
        if given is None:
            return False
        return given.stage is None or STAGES.index(given.stage) >= STAGES.index(criterion.stage)

    def usual(self) -> int | None:
        """Return what mornings without exercise are like; where it was not told, the first morning that was."""
        return usual_of(self.person)

    def values(self, test: HomeTest) -> tuple[list[float], str, str | None]:
        """Return the newest result of each side, the left one first, else what is missing; and the last day."""
        sides = BOTH if test.sided else ("both",)
        known = {side: self.results[test.id, side] for side in sides if (test.id, side) in self.results}
        lacking = [side for side in sides if side not in known]
        if lacking:
            return [], NOT_RECORDED if not known else f"the {lacking[0]} side is not recorded", None
        old = min(day for _, day in known.values())
        if old < self.since:
            weeks = self.catalog.limit("results-weeks")
            return [], f"recorded on {old}, and counts for {weeks:g} weeks (X)", None
        return [value for value, _ in known.values()], "", max(day for _, day in known.values())

    def age_mean(self, test: HomeTest) -> float | None:
        """Return the mean of the person's age: that of men for who said to be one, else the higher one of the two."""
        age = self.request.age
        rows = [row for row in test.means if age is not None and row.age <= age]
        if not rows:
            return None
        row = max(rows, key=lambda row: row.age)
        return row.men if self.answers.get(MALE, (False, ""))[0] else max(row.men, row.women)

    def steadied(self) -> str | None:
        """Return the day on which a question was answered with yes that lets nothing step up (R-040)."""
        asked = (question.id for question in self.catalog.questions if question.steady)
        return next((self.answers[id][1] for id in asked if id in self.answers and self.answers[id][0]), None)
