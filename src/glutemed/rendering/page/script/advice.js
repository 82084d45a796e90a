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
  return sentence(text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole)));
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

function safeNow() {
  return plan.request.age && plan.request.age < given.limits.young ? 0 : given.limits.safe;
}

function usualNow(log) {
  return usualOf(log) ?? given.known.usual ?? undefined;
}

/** The worst pain of the last days where it is more than any program is for, and its day; null where there is none. */
function painToSee(log, today) {
  const { stop, flare_days: days } = given.limits;
  const pains = log.workouts.map((one) => {
    const told = outcomeOf(one);
    return { pain: highest([worstOf(one), told.morning, told.usual]), date: one.date };
  });
  pains.push({ pain: given.known.pain ?? undefined, date: given.known.date });
  const lately = pains.filter(({ pain, date }) => pain > stop && daysBetween(date, today) >= 0 && daysBetween(date, today) <= days);
  return lately.sort((one, other) => other.pain - one.pain)[0] || null;
}

function seeText({ pain, date }) {
  return `${filled(given.texts["told-see"], { worst: pain })} It was told of ${date}. If you have not seen anyone since, do that before you go on.`;
}

function isBadMorning(log, morning) {
  const usual = usualNow(log);
  if (morning === undefined) return false;
  return morning > given.limits.go_on || (usual === undefined ? morning > safeNow() : morning - usual >= given.limits.morning_rise);
}

function lastBut(log, except) {
  return inOrder(log).filter((one) => one !== except && (one.sets.length || one.told.length)).pop();
}

/** Why the next session has to be easier: pain or the morning of the last one; null where nothing asks for it. */
function whyEasier(log, except) {
  const last = lastBut(log, except);
  if (!last) return null;
  const [worst, { morning }] = [worstOf(last), outcomeOf(last)];
  if (worst > given.limits.go_on) return `Pain reached ${worst} of 10 in your last session, and more than ${given.limits.go_on} is too much (${given.cites.high}).`;
  if (!isBadMorning(log, morning)) return null;
  const usual = usualNow(log);
  const against = usual === undefined ? `more than ${safeNow()}, and a usual morning was not told` : `and ${usual} is usual`;
  return `The morning after your last session was at ${morning} of 10, ${against} (${given.cites.morning}).`;
}

/** The exercises that the next session has to have easier: those that hurt; all of them where none is named. */
function toEase(log, except, session) {
  const last = lastBut(log, except);
  const hurt = new Set(last.sets.filter((one) => one.pain > given.limits.go_on).map((one) => one.exercise));
  const mains = itemsOf(session).filter(({ kind }) => kind === "main").map(({ item }) => item);
  const sore = itemsOf(session).map(({ item }) => item).filter((item) => hurt.has(item.exercise));
  return sore.length ? sore : mains;
}

/** The days since training, with what the log knew as this page was made; null where none is known. */
function daysOff(log, today, except) {
  const days = log.workouts.filter((one) => one !== except && wasDone(one)).map((one) => one.date);
  if (given.known.trained) days.push(given.known.trained);
  const last = days.filter((one) => one <= today).sort().pop();
  return last === undefined ? null : daysBetween(last, today);
}

/** The days of a break that is long enough to ask for less: a program made in it has less already; null where none is. */
function breakOf(log, today, except) {
  const made = given.saved && log.workouts.every((one) => one === except || !wasDone(one)) ? daysBetween(given.saved.slice(0, 10), today) : Infinity;
  const off = daysOff(log, today, except);
  return off !== null && Math.min(off, made) >= given.limits.break_days ? Math.min(off, made) : null;
}

function breakText(days) {
  const share = given.limits.back === 0.5 ? "half" : `${Math.round(100 * given.limits.back)} %`;
  return `${days} days without training: the first week back is ${share} of what you did before (${given.cites.break}). This page has the full sessions, and does not offer them now. Save the log, give it to glutemed, and make the week back with: glutemed log import FILE, then glutemed next --save -o week.html`;
}

const EASIER = "The next session has to be easier, and this page cannot make it so. Save the log and give it to glutemed: glutemed log import FILE, then glutemed session, or glutemed next --save -o week.html";

/** What is said where a whole day of rest is planned before a session, and was not had. */
function restText(log, today, due, except) {
  const off = daysOff(log, today, except);
  if (off === null || off > 1) return null;
  const days = plan.weeks.find((one) => one.number === due.week).sessions.map((one) => one.day);
  const gap = due.session > 1 ? days[due.session - 1] - days[due.session - 2] : days[0] + 7 - days[days.length - 1];
  if (gap < 2) return null;
  return `Your last session was ${off ? "yesterday" : "today"}, and your plan has a day of rest between sessions: muscles are given about 48 hours (${given.cites.rest}). You may go on; if you are sore, wait.`;
}

/** All that is said before a session, and whether it may not begin, or only after what is said. */
function cautionsOf(log, today, due, open) {
  const [see, days, why] = [painToSee(log, today), open ? null : breakOf(log, today), whyEasier(log, open)];
  const session = sessionOf(due.week, due.session);
  const told = [];
  if (see) told.push({ kind: "stop", text: `See someone first. ${seeText(see)}` });
  if (days !== null) told.push({ kind: "stop", text: breakText(days) });
  if (why) told.push({ kind: "stop", text: `${why} ${EASIER}` });
  const rest = open ? null : restText(log, today, due);
  if (rest) told.push({ kind: "care", text: rest });
  return { told, shut: days !== null, asks: Boolean(see || why), ease: why && days === null ? toEase(log, open, session) : [] };
}

function stopText(pain) {
  return filled(given.texts["stop-pain"], { pain });
}

/** What follows from pain in the middle of an exercise. */
function painText(pain) {
  const [{ go_on: goOn }, safe] = [given.limits, safeNow()];
  if (pain > goOn) {
    return `Pain above ${goOn} is too much: stop this exercise for today. Save the log and give it to glutemed before the next session, which is then made easier (${given.cites.high}).`;
  }
  if (pain > safe) {
    return `Pain above ${safe} up to ${goOn} is acceptable: finish what is planned and add nothing, or stop this exercise (${given.cites.zones}).`;
  }
  return `Pain up to ${safe} counts as safe. You may stop this exercise all the same (${given.cites.safe}).`;
}

/** What a session asks for at once, the most pressing first. */
function afterSession(log, workout) {
  const told = outcomeOf(workout);
  const [usual, safe] = [usualNow(log), safeNow()];
  const worst = highest([worstOf(workout), told.morning]);
  const lines = [];
  if (worst === undefined) return ["No pain was told. When you do not tell it, nothing is assumed, and nothing should rise."];
  if (told.worse_after_effort) lines.push(sentence(given.texts["told-exertion"]));
  if (worst > given.limits.stop) {
    lines.unshift(filled(given.texts["told-see"], { worst }));
  } else if (worst > given.limits.go_on) {
    lines.push(`Pain of ${worst} is too much: more than ${given.limits.go_on}. Stop what hurts for today. Save the log and give it to glutemed before the next session, which is then made easier (${given.cites.high}).`);
  } else if (usual === undefined && isBadMorning(log, told.morning)) {
    lines.push(`The next morning was at ${told.morning}, and a usual one was not told: do less next time. Save the log and give it to glutemed (${given.cites.morning}).`);
  } else if (told.morning !== undefined && usual !== undefined && told.morning > usual) {
    lines.push(
      told.morning - usual >= given.limits.morning_rise
        ? `The next morning was at ${told.morning}, and ${usual} is usual: do less next time. Save the log and give it to glutemed: the next session is then made easier (${given.cites.morning}).`
        : filled(given.texts["told-morning-slight"], { morning: told.morning, usual }),
    );
  } else if (worst > safe) {
    lines.push(filled(given.texts["zone-acceptable"], { safe, most: given.limits.go_on }));
  } else {
    lines.push(filled(given.texts["zone-safe"], { safe }));
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
  const [safe, usual] = [safeNow(), usualNow(log)];
  const worst = highest(round.flatMap((one) => [worstOf(one), outcomeOf(one).morning]));
  const mornings = round.map((one) => outcomeOf(one).morning).filter((one) => one !== undefined);
  if (round.some((one) => worstOf(one) === undefined)) return "pain was not told of every session";
  if (worst > given.limits.go_on) return `pain reached ${worst} of 10, which is too much`;
  if (round.some((one) => outcomeOf(one).worse_after_effort)) return "symptoms got worse after effort";
  if (usual === undefined && mornings.some((one) => one > safe)) return `a next morning was at ${highest(mornings)} of 10, and a usual one was not told`;
  if (highest(round.map(worstOf)) > safe) return `pain reached ${highest(round.map(worstOf))} of 10`;
  if (usual !== undefined && mornings.some((one) => one > usual)) return "a next morning was worse than usual";
  return null;
}

/** The session to do next: the one begun, else the first of the week that is not done; why a week is repeated. */
function nextUp(log, today) {
  const reached = Math.max(...log.workouts.filter((one) => sessionOf(one.week, one.session)).map((one) => one.week), plan.weeks[0].number);
  const at = plan.weeks.findIndex((one) => one.number === reached);
  const week = plan.weeks[at];
  const round = roundOf(log, week);
  const done = new Set(round.filter((one) => outcomeOf(one).finished || allTicked(one)).map((one) => one.session));
  const left = week.sessions.findIndex((_, place) => !done.has(place + 1));
  if (left >= 0) return { week: week.number, session: left + 1, held: null };
  const days = breakOf(log, today);
  const held = days === null ? whyHeld(log, round) : `${days} days without training`;
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
