"""What a trial of a condition did: a program that follows it passes with notes (P05, P07, P11, P13)."""

from glutemed.checks.plan import Audit, Finding, Placed

__all__ = ["FOLLOWED", "follows_a_trial"]

FOLLOWED = ("P05", "P07", "P11", "P13")
"""Rules of dose, drills, rise and variety, which a cited trial may pass."""


def follows_a_trial(audit: Audit, finding: Finding) -> bool:
    """Return whether what a finding is about, an item or all main work of a session or week, is as a trial had it.

    The trial is one of a condition that the request names (LEAP16, CLIFFORD19, MCKAY20). A drill is
    let into main work one by one: a session of drills alone stays without main work (A23).
    """
    main = [at for at in audit.items if at.block == "main"]
    within = () if finding.rule == "P07" else (f"{finding.path}/",)
    about = [at for at in main if at.path == finding.path or at.path.startswith(within)]
    return bool(about) and all(_of_a_trial(audit, at) for at in about)


def _of_a_trial(audit: Audit, at: Placed) -> bool:
    given = at.item.dose
    for condition in audit.conditions:
        for trial in condition.trials:
            dose = trial.dose
            if trial.exercise != at.exercise.id or dose.kind != given.kind:
                continue
            parts = ((at.item.sets, dose.sets), (given.reps, dose.reps), (given.seconds, dose.seconds))
            if all(span is None or (have is not None and span[0] <= have <= span[1]) for have, span in parts):
                return True
    return False
