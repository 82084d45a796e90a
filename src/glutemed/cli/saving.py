"""A plan into the log: who may have it, which gates their tests pass, and that it is the current one from now on."""

from dataclasses import replace
from shlex import quote

from glutemed.cli import system
from glutemed.cli.cautions import refuse_pain
from glutemed.cli.logbook import LATEST, named, opened_log
from glutemed.engine.commands import command
from glutemed.engine.facts import worse_after_exertion, worst_lately
from glutemed.engine.gates import passed
from glutemed.engine.screening import standing_stop
from glutemed.errors import SafetyStopError
from glutemed.model.catalog import Catalog
from glutemed.model.log import Person, Saved, fingerprint_of
from glutemed.model.plan import Passed, Plan, Request

__all__ = ["careful", "gates_of", "saved"]


def gates_of(catalog: Catalog, request: Request, person: str | None, store: str | None) -> tuple[Passed, ...]:
    """Return the gates that a person's log passes for a request.

    Raises SafetyStopError when the safety questions, as answered last, say stop.
    """
    with opened_log(store) as log:
        history = log.person(named(person), latest=LATEST)
    if history is None:
        return ()
    stop = standing_stop(catalog, history)
    if stop:
        row = catalog.row("D1")
        raise SafetyStopError(row.id, row.text.format(where=stop.where))
    return passed(catalog, request, history, system.today())


def careful(catalog: Catalog, request: Request, person: str | None, store: str | None) -> Request:
    """Return a request as the log asks for it: with too much pain of the last week, and no later weeks that rise.

    What is changed is told on standard error. Raises SafetyStopError where the log tells of pain at which
    no program is given (P14); where a screening was told of less since, it counts as the most that one is given at.
    """
    with opened_log(store) as log:
        history = log.person(named(person), latest=LATEST)
    if history is None:
        return request
    refuse_pain(catalog, history, system.today())
    if request.weeks > 1 and worse_after_exertion(catalog, history):
        system.warn("symptoms get worse after exertion, so one week is made: later ones would rise (R-040)")
        request = replace(request, weeks=1)
    worst = worst_lately(catalog, history, request, system.today())
    if worst is not None and (request.pain or 0) < worst:
        most = int(catalog.limit("pain-max"))
        less = f" as {most}, since less was told with glutemed screen" if worst > most else ""
        system.warn(f"pain of {worst} is in the log of the last 7 days, and counts for this plan{less}")
        request = replace(request, pain=max(min(worst, most), request.pain or 0))
    return request


def saved(plan: Plan, person: str | None, store: str | None, *, goes_on: bool = False) -> Saved:
    """Make a plan the current program of a person, and return it as the log has it.

    Unless it goes on from the program before, it is told that the sessions of that one are left behind.
    """
    name = named(person)
    with opened_log(store) as log:
        moment, program = log.moment(name, system.now()), fingerprint_of(plan)
        history = log.person(name)
        if history and any(workout.program == program for workout in history.workouts):
            from glutemed.loading.fingerprints import begun_anew

            program = begun_anew(plan, moment)
        kept = Saved(program=program, saved=moment, plan=plan)
        log.save(name, kept)
    todo = command("session", name) + (f" --store {quote(store)}" if store is not None else "")
    system.warn(f"saved as the current program of {name}; do the first session with: {todo}")
    if not goes_on and history and history.programs:
        _tell_left(history, plan)
    return kept


def _tell_left(before: Person, plan: Plan) -> None:
    """Tell that a program with sessions in the log is no longer the current one."""
    last = before.programs[-1]
    done = sum(workout.program == last.program for workout in before.workouts)
    if not done:
        return
    sessions = "1 session of the program before is" if done == 1 else f"{done} sessions of the program before are"
    why = "the same program begins anew" if plan == last.plan else "session, log and next now go by the new one"
    hint = " (to write the current program to a file: glutemed export)" if plan == last.plan else ""
    system.warn(f"note: {sessions} in the log; {why}, from its first session on{hint}")
