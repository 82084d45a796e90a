"""What a trial of a condition did: where a program follows it, some findings are notes (P05, P07, P11, P13)."""

from glutemed.checks.changes import load_changed
from glutemed.checks.plan import Audit, Finding, Placed

__all__ = ["SOFTENED", "follows_a_trial"]

SOFTENED = (
    "activation_is_warm_up",
    "dose",
    "drills_of_a_trial",
    "new_rungs",
    "one_thing_rises",
    "sets_of_a_new_rung",
    "top_before_more",
    "varied",
    "volume_rises_slowly",
    "weekly_sets",
    "weekly_sets_rise_slowly",
)
"""The checks of range, drills, rise and variety that a cited trial may pass.

Two sets for pain, age, days and minutes are none of them, nor are loads and the condition to go on.
"""


def follows_a_trial(audit: Audit, finding: Finding) -> bool:
    """Return whether what a finding is about, an item or all main work of a session or week, is as a trial had it.

    The trial is one of a condition that the request names (LEAP16, CLIFFORD19, MCKAY20). A drill is
    let into main work one by one: a session of drills alone stays without main work (A23).
    """
    if not any(condition.trials for condition in audit.conditions):
        return False
    within = () if finding.rule == "P07" else (f"{finding.path}/",)
    main = (at for at in audit.items if at.block == "main")
    about = [at for at in main if at.path == finding.path or at.path.startswith(within)]
    loaded = {change.now.path for change in audit.changes if load_changed(change) and not change.rung}
    return bool(about) and finding.path not in loaded and all(_of_a_trial(audit, at) for at in about)


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
