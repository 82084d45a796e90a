// What pain and days make of the program: the careful thing wherever something is not known.

function dayOf(now) {
  const at = new Date(now);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function daysBetween(one, other) {
  return Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${one}T00:00:00Z`)) / 86400000);
}

function filled(text, values) {
  return sentence(text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)));
}

function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** Pain that forbids to start today: of a session today, or of a next morning in the last days; null where none does. */
function painThatStops(log, today) {
  const pains = log.workouts.filter((one) => one.date === today).map(worstOf);
  const last = inOrder(log).filter((one) => outcomeOf(one).morning !== undefined).pop();
  if (last && daysBetween(last.date, today) <= given.limits.flare_days) pains.push(outcomeOf(last).morning);
  const worst = highest(pains);
  return worst !== undefined && worst > given.limits.stop ? worst : null;
}

function stopText(pain) {
  return filled(given.texts["stop-pain"], { pain });
}

/** What follows from pain in the middle of an exercise. */
function painText(pain) {
  const { go_on: goOn, safe } = given.limits;
  if (pain > goOn) {
    return `Pain above ${goOn} is too much: stop this exercise for today. Save the log and give it to glutemed before the next session, which is then made easier (R-001, R-002, R-003).`;
  }
  if (pain > safe) {
    return `Pain above ${safe} up to ${goOn} is acceptable: finish what is planned and add nothing, or stop this exercise (R-001, R-002).`;
  }
  return `Pain up to ${safe} counts as safe. You may stop this exercise all the same (R-001).`;
}

/** What a session asks for at once, the most pressing first. */
function afterSession(log, workout) {
  const told = outcomeOf(workout);
  const usual = usualOf(log);
  const worst = highest([worstOf(workout), told.morning]);
  const lines = [];
  if (worst === undefined) return ["No pain was told. When you do not tell it, nothing is assumed, and nothing should rise."];
  if (worst > given.limits.stop) lines.push(filled(given.texts["told-see"], { worst }));
  if (worst > given.limits.go_on) {
    lines.push(`Pain of ${worst} is too much: more than ${given.limits.go_on}. Stop what hurts for today. Save the log and give it to glutemed before the next session, which is then made easier (R-001, R-002, R-003).`);
  } else if (told.morning !== undefined && usual !== undefined && told.morning > usual) {
    lines.push(
      told.morning - usual >= given.limits.morning_rise
        ? `The next morning was at ${told.morning}, and ${usual} is usual: do less next time. Save the log and give it to glutemed: the next session is then made easier (R-003, R-004).`
        : filled(given.texts["told-morning-slight"], { morning: told.morning, usual }),
    );
  } else if (worst > given.limits.safe) {
    lines.push(filled(given.texts["zone-acceptable"], { safe: given.limits.safe, most: given.limits.go_on }));
  } else {
    lines.push(filled(given.texts["zone-safe"], { safe: given.limits.safe }));
  }
  return lines;
}

/** The sessions of a week that were done since all of them were done last, in order. */
function roundOf(log, week) {
  let round = [];
  for (const workout of inOrder(log).filter((one) => one.week === week.number)) {
    if (round.length && new Set(round.map((one) => one.session)).size === week.sessions.length) round = [];
    round.push(workout);
  }
  return round;
}

/** Why the week after one that is done is not for now; null where nothing speaks against it. */
function whyHeld(log, round) {
  const safe = plan.request.age && plan.request.age < given.limits.young ? 0 : given.limits.safe;
  const usual = usualOf(log);
  const worst = highest(round.map(worstOf));
  const mornings = round.map((one) => outcomeOf(one).morning).filter((one) => one !== undefined);
  if (round.some((one) => worstOf(one) === undefined)) return "pain was not told of every session";
  if (worst > given.limits.go_on) return `pain reached ${worst} of 10, which is too much`;
  if (worst > safe) return `pain reached ${worst} of 10`;
  if (usual !== undefined && mornings.some((one) => one > usual)) return "a next morning was worse than usual";
  return null;
}

/** The session to do next: the one begun, else the first of the week that is not done; why a week is repeated. */
function nextUp(log) {
  const reached = Math.max(...log.workouts.map((one) => one.week), plan.weeks[0].number);
  const at = plan.weeks.findIndex((one) => one.number === reached);
  const week = plan.weeks[at];
  const round = roundOf(log, week);
  const done = new Set(round.filter((one) => outcomeOf(one).finished || allTicked(one)).map((one) => one.session));
  const left = week.sessions.findIndex((_, place) => !done.has(place + 1));
  if (left >= 0) return { week: week.number, session: left + 1, held: null };
  const held = whyHeld(log, round);
  if (held) return { week: week.number, session: 1, held };
  const after = plan.weeks[at + 1];
  return after ? { week: after.number, session: 1, held: null } : null;
}

function allTicked(workout) {
  const session = sessionOf(workout.week, workout.session);
  return session && turnsIn(session).every((turn) => setIn(workout, keyOf(turn)));
}

/** How an exercise was last time, where that asks for care: the pain that was too much; null where it was not. */
function soreLastTime(log, exercise, workout) {
  const before = inOrder(log).filter((one) => one !== workout && one.sets.some((set) => set.exercise === exercise)).pop();
  const worst = before && highest(before.sets.filter((set) => set.exercise === exercise).map((set) => set.pain));
  return worst !== undefined && worst > given.limits.go_on ? worst : null;
}
