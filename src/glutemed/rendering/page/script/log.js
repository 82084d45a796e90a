// The page's own log: what was done and told, in the shape that glutemed's log has.
// A log is {workouts: [{week, session, date, sets, told}]}; entries are added, and the latest of several holds.

const TOLD_MAX = 60;

function workoutOf(log, week, session, date) {
  const found = log.workouts.find((one) => one.week === week && one.session === session && one.date === date);
  if (found) return found;
  const made = { week, session, date, sets: [], told: [] };
  log.workouts.push(made);
  return made;
}

/** A moment that is later than every one in the log, in the words of the schema. */
function momentAfter(log, now) {
  let moment = new Date(now).toISOString().replace("Z", "000Z");
  for (const workout of log.workouts) {
    for (const one of [...workout.sets, ...workout.told]) if (one.recorded >= moment) moment = following(one.recorded);
  }
  return moment;
}

function following(moment) {
  const later = new Date(Date.parse(moment) + 1).toISOString();
  return later.replace("Z", "000Z");
}

/** Write entries of sets down: what was told of a set before, and is not told again, is not lost with the older one. */
function writeSets(log, workout, entries, now) {
  for (const entry of entries) {
    const recorded = momentAfter(log, now);
    workout.sets = workout.sets.filter((one) => keyOf(one) !== keyOf(entry));
    workout.sets.push({ ...entry, recorded });
  }
}

/** Write down what is new of what is told of a session as a whole. */
function tell(log, workout, told, now) {
  const known = outcomeOf(workout);
  const fresh = Object.entries(told).filter(([name, value]) => value !== undefined && known[name] !== value);
  if (!fresh.length) return;
  const recorded = momentAfter(log, now);
  if (workout.told.length >= TOLD_MAX) workout.told = [{ ...known, recorded }];
  workout.told.push({ recorded: momentAfter(log, now), ...Object.fromEntries(fresh) });
}

function outcomeOf(workout) {
  const { recorded, ...known } = Object.assign({}, ...workout.told);
  return known;
}

function highest(values) {
  const told = values.filter((value) => value !== undefined);
  return told.length ? Math.max(...told) : undefined;
}

function worstDuring(workout) {
  return highest([...workout.sets.map((one) => one.pain), outcomeOf(workout).pain]);
}

function worstOf(workout) {
  return highest([worstDuring(workout), outcomeOf(workout).after]);
}

function wasDone(workout) {
  return workout.sets.some((one) => !one.skipped);
}

function inOrder(log) {
  const place = (one) => `${one.date} ${String(one.week).padStart(4, "0")} ${one.session}`;
  return [...log.workouts].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

function usualOf(log) {
  const told = log.workouts.flatMap((one) => one.told).filter((one) => one.usual !== undefined);
  return told.sort((one, other) => (one.recorded < other.recorded ? -1 : 1)).map((one) => one.usual).pop();
}

function latestOf(log, week, session) {
  return inOrder(log).filter((one) => one.week === week && one.session === session).pop();
}

function setIn(workout, key) {
  return workout && workout.sets.find((one) => keyOf(one) === key);
}

/** Put what another log of the program has into this one: entries are added, and no pain that was told is lost. */
function merge(log, other) {
  log.gone = [...new Set([...(log.gone || []), ...(other.gone || [])])].slice(-200);
  const gone = new Set(log.gone);
  for (const theirs of other.workouts) {
    const mine = workoutOf(log, theirs.week, theirs.session, theirs.date);
    const sets = new Map();
    const all = [...mine.sets, ...theirs.sets].filter((one) => !gone.has(`${keyOf(one)} ${one.recorded}`));
    for (const one of all.sort(byMoment)) {
      const before = sets.get(keyOf(one));
      const lost = before && before.pain !== undefined && one.pain === undefined;
      sets.delete(keyOf(one));
      sets.set(keyOf(one), lost ? { ...one, pain: before.pain, recorded: following(one.recorded) } : one);
    }
    mine.sets = [...sets.values()];
    const told = new Map([...mine.told, ...theirs.told].map((one) => [JSON.stringify(Object.entries(one).sort()), one]));
    mine.told = [...told.values()].sort(byMoment);
    if (mine.told.length > TOLD_MAX) mine.told = [{ ...outcomeOf(mine), recorded: mine.told[mine.told.length - 1].recorded }];
  }
}

function byMoment(one, other) {
  if (one.recorded === other.recorded) return 0;
  return one.recorded < other.recorded ? -1 : 1;
}

/** What glutemed log import reads: the program, and every session of which something is known. */
function exported(log) {
  const workouts = inOrder(log)
    .filter((one) => one.sets.length || one.told.length)
    .map((one) => ({ program: given.program, ...one }));
  const moments = workouts.flatMap((one) => [...one.sets, ...one.told]).map((one) => one.recorded).sort();
  const saved = given.saved || moments[0];
  const person = { name: given.person, programs: saved ? [{ program: given.program, saved, plan }] : [], workouts };
  return { schema: given.schema, people: [person] };
}

/** A text as the log takes it: on one line, without what no one sees; undefined where nothing is left. */
function plainText(text, longest) {
  const seen = text.normalize("NFC").replace(/\s/gu, " ").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu, "");
  const marks = seen.replace(/ +/g, " ").replace(/(\p{M}{8})\p{M}+/gu, "$1");
  return [...marks].slice(0, longest).join("").trim() || undefined;
}
