"""What a log says about a week of training, in the numbers that the decision table looks at."""

from collections.abc import Iterable
from datetime import date

from glutemed.engine.days import in_order
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Saved, Workout, outcome, standing, usual_morning, worst_during
from glutemed.model.plan import Item, Request, Week
from glutemed.model.policy import Condition
from glutemed.model.records import record

__all__ = [
    "DAYS_OF_A_WEEK",
    "Series",
    "Trained",
    "WeekFacts",
    "days_between",
    "hurt_at",
    "pain_cap",
    "provoking",
    "series",
    "trained_weeks",
    "usual_of",
    "was_done",
    "week_facts",
    "worse_after_exertion",
    "worst_lately",
]

DAYS_OF_A_WEEK = 7


@record
class Trained:
    """A week of a program that has sessions in the log, in the order of their days."""

    saved: Saved
    week: Week
    workouts: tuple[Workout, ...]


@record
class WeekFacts:
    """A week's numbers: pain of 10, sessions, days. None where nothing was written down.

    `told` counts the sessions with pain written down. `worst` is the highest of during and after,
    `morning` that of the mornings after, `flares` the weeks running with more than `cap`. `mornings_above`
    counts mornings of the week above the usual one, `mornings_running` those at the end of the
    log that are above it one after the other. `usual_told`: the usual one was told, and is not the first of the log.
    `mean` is that of each session's worst, `before` that of the
    week before, `rises` how many weeks running it rose by the limit. `cap` is the most that is
    acceptable, `flare_days` the days since pain was last above it, `sore` the exercises of the week at which it was.
    """

    planned: int
    done: int
    told: int
    worst: int | None
    morning: int | None
    usual: int | None
    mornings_above: int
    mornings_running: int
    mean: float | None
    before: float | None
    rises: int
    usual_told: bool
    cap: int
    flares: int
    flare_days: int | None
    exertion: bool
    young: bool
    sore: frozenset[str] = frozenset()


def was_done(workout: Workout) -> bool:
    """Return whether anything of a session was done, and not all of it skipped."""
    return any(not one.skipped for one in standing(workout))


def trained_weeks(person: Person) -> tuple[Trained, ...]:
    """Return the weeks that were trained, in the order of their first days; those of unknown programs are left out.

    A session of which all was skipped counts as one that was not done.
    """
    known = {saved.program: saved for saved in person.programs}
    weeks: dict[tuple[str, int], list[Workout]] = {}
    for workout in in_order(person):
        if workout.program in known:
            weeks.setdefault((workout.program, workout.week), []).append(workout)
    found = []
    for (program, number), workouts in weeks.items():
        week = next((week for week in known[program].plan.weeks if week.number == number), None)
        if week is not None:
            found.append(Trained(saved=known[program], week=week, workouts=tuple(workouts)))
    return tuple(found)


def pain_cap(catalog: Catalog, conditions: Iterable[Condition], stage: str | None) -> int:
    """Return the highest pain in a session that is acceptable: 5, or less for a condition in early (R-001, R-012)."""
    caps = [int(catalog.limit("session-pain-max"))]
    if stage == "early":
        caps += [cap for condition in conditions if (cap := condition.early_session_pain) is not None]
    return min(caps)


def week_facts(catalog: Catalog, person: Person, weeks: tuple[Trained, ...], today: str, request: Request) -> WeekFacts:
    """Return the numbers of the last of some trained weeks; there is at least one."""
    now = weeks[-1]
    conditions = [catalog.condition(id) for id in request.condition]
    cap = pain_cap(catalog, conditions, now.saved.plan.prescribed.stage)
    outcomes = [outcome(workout) for workout in now.workouts]
    mornings = [told.morning for told in outcomes if told.morning is not None]
    usual, lately = usual_of(person), _lately(catalog, person, today)
    means = [_mean(catalog, week) for week in weeks]
    worst = [pain for workout in now.workouts if (pain := _in_session(workout)) is not None]
    told = {one.session for one in now.workouts if was_done(one) and _in_session(one) is not None}
    return WeekFacts(
        planned=len(now.week.sessions),
        done=len({workout.session for workout in now.workouts if was_done(workout)}),
        told=len(told),
        worst=max(worst, default=None),
        morning=max(mornings, default=None),
        usual=usual,
        mornings_above=sum(usual is not None and morning > usual for morning in mornings),
        mornings_running=_running(lately, usual),
        mean=means[-1],
        before=means[-2] if len(means) > 1 else None,
        rises=_rises(catalog, means),
        usual_told=usual_morning(person) is not None,
        cap=cap,
        flares=_flares(weeks, cap),
        flare_days=_flare_days(lately, cap, today),
        exertion=worse_after_exertion(catalog, person) or any(told.worse_after_effort for told in outcomes),
        young=request.age is not None and request.age < catalog.limit("young-age"),
        sore=frozenset[str]().union(*(provoking(workout, cap) for workout in now.workouts)),
    )


def provoking(workout: Workout, cap: int) -> frozenset[str]:
    """Return the exercises at which pain was above what is acceptable; none where no set tells of it."""
    return frozenset(one.exercise for one in standing(workout) if one.pain is not None and one.pain > cap)


def hurt_at(catalog: Catalog, ids: frozenset[str]) -> str:
    """Return in words at which exercises it hurt, to follow a number of pain; nothing where that is not known."""
    *head, last = sorted(found.name if (found := catalog.exercise(id)) else id for id in ids) or [""]
    return f" at {', '.join(head)} and {last}" if head else f" at {last}" if last else ""


def worse_after_exertion(catalog: Catalog, person: Person) -> bool:
    """Return whether symptoms get worse after exertion, by what was told last in a session or screening (R-040)."""
    asked = {question.id for question in catalog.questions if question.steady}
    told = [
        (one.recorded, one.worse_after_effort)
        for workout in person.workouts
        for one in workout.told
        if one.worse_after_effort is not None
    ]
    told += [
        (screening.recorded, answer.yes)
        for screening in person.screenings
        for answer in screening.answers
        if answer.question in asked
    ]
    return max(told)[1] if told else False


def worst_lately(catalog: Catalog, person: Person, request: Request, today: str) -> int | None:
    """Return the worst pain of the last 7 days where it was above what is acceptable, else None."""
    wait = catalog.limit("flare-days")
    most = pain_cap(catalog, map(catalog.condition, request.condition), request.stage)
    pains = (_worst(one) for one in person.workouts if 0 <= days_between(one.date, today) <= wait)
    return max((pain for pain in pains if pain is not None and pain > most), default=None)


def _lately(catalog: Catalog, person: Person, today: str) -> list[Workout]:
    """Return the sessions of the weeks that the limits look back on, in order."""
    days = DAYS_OF_A_WEEK * catalog.limit("recent-weeks")
    return [one for one in in_order(person) if days_between(one.date, today) < days]


def _flares(weeks: tuple[Trained, ...], cap: int) -> int:
    """Return how many weeks running, the last of them this week, had pain above what is acceptable."""
    count = 0
    for week in reversed(weeks):
        if not any(_is_above(workout, cap) for workout in week.workouts):
            break
        count += 1
    return count


def _running(workouts: list[Workout], usual: int | None) -> int:
    """Return how many mornings running, the last of them the latest, were above the usual one."""
    count = 0
    for workout in reversed(workouts):
        morning = outcome(workout).morning
        if morning is None:
            continue
        if usual is None or morning <= usual:
            break
        count += 1
    return count


def _in_session(workout: Workout) -> int | None:
    """Return the worst pain during or right after a session."""
    told = (worst_during(workout), outcome(workout).after)
    return max((pain for pain in told if pain is not None), default=None)


def _worst(workout: Workout) -> int | None:
    """Return the worst pain of a session, the next morning's too."""
    told = (_in_session(workout), outcome(workout).morning)
    return max((pain for pain in told if pain is not None), default=None)


def _is_above(workout: Workout, cap: int) -> bool:
    """Return whether pain of a session, or of the morning after, was above what is acceptable."""
    worst = _worst(workout)
    return worst is not None and worst > cap


def _mean(catalog: Catalog, week: Trained) -> float | None:
    """Return the mean of the worst pain of a week's sessions; None where too few tell of it."""
    told = [pain for workout in week.workouts if (pain := _worst(workout)) is not None]
    return sum(told) / len(told) if len(told) >= catalog.limit("trend-sessions") else None


def _rises(catalog: Catalog, means: list[float | None]) -> int:
    """Return how many weeks running, the last of them this week, the mean rose by the limit."""
    count = 0
    for index in range(len(means) - 1, 0, -1):
        now, before = means[index], means[index - 1]
        if now is None or before is None or now - before < catalog.limit("trend-rise"):
            break
        count += 1
    return count


def _flare_days(workouts: list[Workout], cap: int, today: str) -> int | None:
    """Return the days since the last session with pain above what is acceptable, the morning after included."""
    days = [days_between(workout.date, today) for workout in workouts if _is_above(workout, cap)]
    return min(days, default=None)


def usual_of(person: Person) -> int | None:
    """Return the usual morning's pain as it was told, else that of the first morning in the log."""
    told = usual_morning(person)
    return _first_morning(person) if told is None else told


def _first_morning(person: Person) -> int | None:
    told = [(one.date, one.session, outcome(one).morning) for one in person.workouts]
    return min(((day, place, pain) for day, place, pain in told if pain is not None), default=(None, None, None))[2]


def days_between(one: str, other: str) -> int:
    """Return the days from one date to another."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


@record
class Series:
    """How an exercise went in its latest sessions, the last of them last, against what was planned.

    Each side's fewest repetitions (or seconds) of a set, by session; `full` tells which sessions had
    every planned set done as planned, `reached` which reached the target, clean, or two more.
    """

    full: tuple[bool, ...]
    reached: tuple[bool, ...]
    sides: tuple[tuple[str, int], ...]
    wobbled: bool
    skipped: bool


def series(catalog: Catalog, weeks: tuple[Trained, ...], item: Item, top: int) -> Series:
    """Return how an exercise went in the sessions of the last two weeks trained; `top` is its target.

    A session in which the exercise was planned and is not in the log was not done in full.
    """
    full, reached = list[bool](), list[bool]()
    wobbled = skipped = False
    fewest: dict[str, int] = {}
    for trained in weeks[-2:]:
        for workout in trained.workouts:
            planned = _planned(trained.week, workout.session, item)
            sets = [one for one in standing(workout) if one.exercise == item.exercise]
            if planned is None and not sets:
                continue
            planned = planned or item
            if planned.variant != item.variant:
                continue  # in another form, which says nothing of this one
            done = [one for one in sets if not one.skipped]
            wobbled = any(one.control == "wobbled" for one in done)
            skipped = len(done) < planned.sets * len(planned.sides)
            amounts = {
                side: [_amount(item, one.reps, one.seconds) for one in done if one.side == side]
                for side in planned.sides
            }
            aim = _amount(planned, planned.dose.reps, planned.dose.seconds)
            in_full = not skipped and all(amount >= aim for side in amounts.values() for amount in side)
            extra = aim + int(catalog.limit("extra-reps"))
            more = item.dose.kind == "reps" and all(side[-1] >= extra for side in amounts.values() if side)
            full.append(in_full)
            reached.append(in_full and not wobbled and (aim >= top or more))
            fewest = {side: min(done) for side, done in amounts.items() if done}
    return Series(
        full=tuple(full),
        reached=tuple(reached),
        sides=tuple(fewest.items()),
        wobbled=wobbled,
        skipped=skipped,
    )


def _planned(week: Week, session: int, item: Item) -> Item | None:
    """Return an exercise's main item in a session of a week."""
    if not 1 <= session <= len(week.sessions):
        return None
    return next((one for one in week.sessions[session - 1].items("main") if one.exercise == item.exercise), None)


def _amount(item: Item, reps: int | None, seconds: int | None) -> int:
    """Return what counts of a set: the seconds of a hold, else the repetitions."""
    return (seconds if item.dose.kind == "hold" else reps) or 0
