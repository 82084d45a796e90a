// Where the log is kept: in this browser alone, under the program's fingerprint; in memory where it keeps nothing.

const KEPT_UNDER = `${RAISED} ${given.program} ${given.person}`;

function readKept() {
  const fresh = { version: 1, workouts: [], sound: true, week: null, open: null, unsaved: false };
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_UNDER));
    return { kept: kept && kept.version === 1 && Array.isArray(kept.workouts) ? { ...fresh, ...kept } : fresh, keeps: tried() };
  } catch {
    return { kept: fresh, keeps: tried() };
  }
}

function tried() {
  try {
    localStorage.setItem(`${RAISED} try`, "1");
    localStorage.removeItem(`${RAISED} try`);
    return true;
  } catch {
    return false;
  }
}

/** Keep the log; return whether the browser took it. */
function keep(log) {
  try {
    localStorage.setItem(KEPT_UNDER, JSON.stringify(log));
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    localStorage.removeItem(KEPT_UNDER);
  } catch {
    // nothing was kept
  }
}
