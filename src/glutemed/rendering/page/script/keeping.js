// Where the log is kept: in this browser alone, under the program's fingerprint; in memory where it keeps nothing.

const KEPT_UNDER = `${RAISED} ${given.program} ${given.person}`;

function readKept() {
  const fresh = { version: 1, workouts: [], sound: true, week: null, open: null, unsaved: false };
  const keeps = tried();
  const { text, log } = keptNow();
  return { kept: log ? { ...fresh, ...log } : fresh, keeps: keeps && (text === null || log !== null), foreign: text !== null && log === null };
}

/** What stands under the program's name: its text, and the log, where this page can read it. */
function keptNow() {
  let text = null;
  try {
    text = localStorage.getItem(KEPT_UNDER);
    const log = JSON.parse(text);
    return { text, log: log && log.version === 1 && Array.isArray(log.workouts) ? log : null };
  } catch {
    return { text, log: null };
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

/** Keep the log, with what another tab wrote meanwhile; what this page cannot read is not replaced. Return whether it is kept. */
function keep(log) {
  const { text, log: other } = keptNow();
  if (text !== null && other === null) return false;
  if (other) merge(log, other);
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
