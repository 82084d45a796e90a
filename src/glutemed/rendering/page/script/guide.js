// A guided session as a state machine: nothing here knows a clock or the page.
// Each step gives [guide, entries to write down, whether the bell rings].

function began(turns, done) {
  const held = new Map(done.map((one) => [keyOf(one), one]));
  const sore = new Set(done.filter((one) => (one.pain || 0) > given.limits.go_on).map((one) => one.exercise));
  const used = {};
  for (const one of done) if (one.load !== undefined || one.band !== undefined) used[one.exercise] = usedIn(one);
  const guide = {
    turns: turns.filter((turn) => !sore.has(turn.item.exercise)),
    done: held, used, at: -1, phase: "announce", lead: "ready", wait: given.seconds.ready,
    elapsed: 0, held: 0, count: 0, paused: false, asking: null, pain: null, stopped: false,
  };
  return toNext(guide);
}

/** What an object holds of its own under a name that may be any id. */
function ownOf(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function usedIn(one) {
  const used = {};
  if (one.load !== undefined) used.load = one.load;
  if (one.band !== undefined) used.band = one.band;
  return used;
}

function turnOf(guide) {
  return guide.turns[Math.min(guide.at, guide.turns.length - 1)];
}

function entryAt(guide, turn) {
  return guide.done.get(keyOf(turn));
}

/** The seconds left of a phase that ends by itself; null where the person ends it. */
function leftOf(guide) {
  let whole = null;
  if (guide.phase === "wait") whole = guide.wait;
  else if (guide.phase === "breath") whole = given.seconds.breath;
  else if (guide.phase === "work") whole = turnOf(guide).item.dose.seconds || null;
  return whole === null ? null : Math.max(0, whole - guide.elapsed);
}

function runs(guide) {
  return leftOf(guide) !== null && !guide.paused && !guide.asking;
}

function mayGoOn(guide) {
  return guide.pain !== null && guide.pain <= given.limits.go_on;
}

function lastOf(guide) {
  return guide.at > 0 ? entryAt(guide, guide.turns[guide.at - 1]) : undefined;
}

function followingOf(guide) {
  return guide.turns.slice(guide.at + 1).find((turn) => !entryAt(guide, turn));
}

/** The sets of this exercise that were not done yet: without entry, or due and skipped so far. */
function restIn(guide) {
  const now = turnOf(guide);
  return guide.turns.filter((turn) => {
    if (turn.item.exercise !== now.item.exercise) return false;
    const entry = entryAt(guide, turn);
    return !entry || (keyOf(turn) === keyOf(now) && entry.skipped);
  });
}

function withEntries(guide, entries) {
  const done = new Map(guide.done);
  for (const one of entries) {
    done.delete(keyOf(one));
    done.set(keyOf(one), one);
  }
  return { ...guide, done };
}

function entryOf(guide, turn, what) {
  const before = entryAt(guide, turn);
  const entry = { exercise: turn.item.exercise, side: turn.side, number: turn.number, ...what };
  if (!entry.skipped) Object.assign(entry, ownOf(guide.used, turn.item.exercise));
  if (before && before.pain !== undefined) entry.pain = before.pain;
  return entry;
}

function asSkipped(guide, turn) {
  return entryOf(guide, turn, { skipped: true });
}

function asDone(guide) {
  const { dose } = turnOf(guide).item;
  const what = dose.seconds ? { reps: guide.held, seconds: dose.seconds } : { reps: guide.count };
  return entryOf(guide, turnOf(guide), what);
}

/** The entry of a set that is broken off: of a hold the seconds so far, else that it was skipped. */
function asFar(guide) {
  const turn = turnOf(guide);
  const { seconds } = turn.item.dose;
  const underWay = guide.phase === "work" || guide.phase === "breath";
  if (seconds && underWay && guide.held) return entryOf(guide, turn, { reps: guide.held, seconds });
  if (seconds && guide.phase === "work" && guide.elapsed >= 1) {
    return entryOf(guide, turn, { reps: 1, seconds: Math.floor(Math.min(guide.elapsed, seconds)) });
  }
  return asSkipped(guide, turn);
}

function toNext(guide) {
  let at = guide.at + 1;
  while (at < guide.turns.length && entryAt(guide, guide.turns[at])) at += 1;
  const clear = { ...guide, at, elapsed: 0, held: 0, paused: false, asking: null, pain: null };
  if (at === guide.turns.length) return { ...clear, phase: "over" };
  const turn = guide.turns[at];
  const same = guide.at >= 0 && guide.turns[guide.at].item.exercise === turn.item.exercise;
  if (!same || guide.phase === "announce") return { ...clear, phase: "announce" };
  return { ...clear, phase: "wait", lead: turn.lead, wait: turn.seconds };
}

function getReady(guide) {
  return { ...guide, phase: "wait", lead: "ready", wait: given.seconds.ready, elapsed: 0, held: 0, paused: false };
}

function toWork(guide) {
  const held = guide.phase === "breath" ? guide.held : 0;
  return { ...guide, phase: "work", elapsed: 0, held, count: turnOf(guide).item.dose.reps, paused: false };
}

function written(guide, entry, bell = false) {
  if (entry.skipped && entryAt(guide, turnOf(guide))) return [toNext(guide), [], false];
  return [toNext(withEntries(guide, [entry])), [entry], bell];
}

/** The guide after some seconds; at most one phase ends, and time past its end is not carried over. */
function advance(guide, seconds) {
  if (guide.phase === "over" || guide.paused || guide.asking) return [guide, [], false];
  const moved = { ...guide, elapsed: guide.elapsed + seconds };
  if (leftOf(moved) !== 0) return [moved, [], false];
  if (guide.phase !== "work") return [toWork(moved), [], guide.phase === "wait"];
  const held = { ...moved, held: moved.held + 1, elapsed: 0 };
  if (held.held < turnOf(held).item.dose.reps) return [{ ...held, phase: "breath" }, [], true];
  return written(held, asDone(held), true);
}

/** What a button makes of the guide; what means nothing here changes nothing. */
function act(guide, action) {
  if (guide.phase === "over") return [guide, [], false];
  if (guide.asking) return answered(guide, action);
  if (action === "next") return next({ ...guide, paused: false });
  if (action === "pause") return [guide.phase === "announce" ? guide : { ...guide, paused: !guide.paused }, [], false];
  if (action === "again") return [guide.at ? getReady({ ...guide, at: guide.at - 1 }) : guide, [], false];
  if (action === "skip") {
    return entryAt(guide, turnOf(guide)) ? [toNext(guide), [], false] : written(guide, asFar(guide));
  }
  if (action === "drop") return dropped(guide);
  if (action === "more" || action === "less") return corrected(guide, action === "more" ? 1 : -1);
  if (action === "pain") return [{ ...guide, asking: "pain" }, [], false];
  return [guide, [], false];
}

function answered(guide, action) {
  const paused = guide.phase !== "announce";
  if (guide.asking === "pain" && action === "cancel") return [{ ...guide, asking: null, paused }, [], false];
  if (guide.asking === "hurt" && (action === "drop" || action === "skip")) return dropped({ ...guide, asking: null });
  if (guide.asking === "hurt" && action === "next" && mayGoOn(guide)) {
    return [{ ...guide, asking: null, pain: null }, [], false];
  }
  return [guide, [], false];
}

function next(guide) {
  if (guide.phase === "announce") return [getReady(guide), [], false];
  if (guide.phase === "wait" || guide.phase === "breath") return [toWork(guide), [], false];
  return written(guide, turnOf(guide).item.dose.kind === "hold" ? asFar(guide) : asDone(guide));
}

/** The guide after pain of 0 to 10: on the set under way, or on the one before while there is none. */
function hurts(guide, pain) {
  const hurt = { ...sore(guide), pain };
  const asked = { ...withEntries(guide, [hurt]), asking: "hurt", pain, paused: guide.phase !== "announce" };
  if (pain <= given.limits.stop) return [asked, [hurt], false];
  const rest = asked.turns.filter((turn) => !entryAt(asked, turn)).map((turn) => asSkipped(asked, turn));
  const over = { ...withEntries(asked, rest), at: asked.turns.length, phase: "over", asking: null, stopped: true };
  return [over, [hurt, ...rest], false];
}

function sore(guide) {
  const turn = turnOf(guide);
  const [last, due] = [lastOf(guide), entryAt(guide, turn)];
  if (guide.phase === "work" || guide.phase === "breath") {
    const far = asFar(guide);
    if (!far.skipped) return far;
    const { skipped, ...begun } = due || entryOf(guide, turn, {});
    return begun;
  }
  if (last && !last.skipped && last.exercise === turn.item.exercise) return last;
  return due || asSkipped(guide, turn);
}

function dropped(guide) {
  const far = asFar(guide);
  const begun = far.skipped || entryAt(guide, turnOf(guide)) ? [] : [far];
  const broken = withEntries(guide, begun);
  const rest = restIn(broken).filter((turn) => !entryAt(broken, turn)).map((turn) => asSkipped(broken, turn));
  return [toNext(withEntries(broken, rest)), [...begun, ...rest], false];
}

/** One repetition more or less: of the set under way, else of the one before. */
function corrected(guide, step) {
  if (turnOf(guide).item.dose.kind === "reps" && guide.phase === "work") {
    return [{ ...guide, count: within(guide.count + step, 500) }, [], false];
  }
  const last = lastOf(guide);
  if (!last || last.skipped) return [guide, [], false];
  const held = last.seconds !== undefined && (last.reps === undefined || last.reps === 1);
  const entry = held
    ? { ...last, seconds: within(last.seconds + step, 3600) }
    : { ...last, reps: within((last.reps || 0) + step, 500) };
  return [withEntries(guide, [entry]), [entry], false];
}

function within(value, most) {
  return Math.max(0, Math.min(most, value));
}
