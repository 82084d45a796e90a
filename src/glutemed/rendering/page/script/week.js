// The program's side of the page: what is due today, a week at a time, ticks, and the log.

function showProgram() {
  for (const element of document.querySelectorAll("#sheet .scripted")) element.hidden = false;
  byId("log-sure").hidden = true;
  showToday();
  showWeek(state.log.week || dueWeek());
  showTicks();
  showLog();
}

function dueWeek() {
  const due = nextUp(state.log, dayOf(clock.now()));
  return due ? due.week : plan.weeks[plan.weeks.length - 1].number;
}

function nameOf(week, session) {
  const day = document.querySelector(`#day-${week}-${session}`);
  const title = day ? day.firstChild.textContent.trim() : `session ${session}`;
  return plan.weeks.length > 1 ? `week ${week}, ${title}` : title;
}

function openWorkout() {
  const { open } = state.log;
  if (!open) return null;
  const workout = state.log.workouts.find((one) => one.week === open.week && one.session === open.session && one.date === open.date);
  if (!workout || !sessionOf(open.week, open.session)) return null;
  return isUnderWay(workout) ? workout : null;
}

/** Whether a session is not finished, and of today or of the last hours. */
function isUnderWay(workout) {
  if (outcomeOf(workout).finished) return false;
  const last = workout.sets.map((one) => one.recorded).sort().pop();
  return workout.date === dayOf(clock.now()) || Boolean(last && clock.now() - Date.parse(last) < 6 * 3600000);
}

function showToday() {
  const today = dayOf(clock.now());
  const [said, bar, start] = [byId("today-said"), byId("start-bar"), byId("start-next")];
  const parts = [];
  const stop = painThatStops(state.log, today);
  const open = openWorkout();
  const due = open ? { week: open.week, session: open.session, held: null } : nextUp(state.log, today);
  const told = due ? cautionsOf(state.log, today, due, open) : null;
  bar.hidden = stop !== null || !due || told.shut;
  if (stop !== null) {
    parts.push(made("p", { class: "stop", text: stopText(stop) }));
  } else if (due) {
    const session = sessionOf(due.week, due.session);
    const exercises = new Set(itemsOf(session).map(({ item }) => item.exercise)).size;
    const name = nameOf(due.week, due.session);
    parts.push(made("p", { text: `${open ? "Begun" : "Next"}: ${name}. About ${many(session.minutes, "minute")}, ${many(exercises, "exercise")}.` }));
    if (due.held) {
      parts.push(made("p", { class: "care", text: `Week ${due.week} once more: ${due.held}. Later weeks are for when pain stays low.` }));
    }
    parts.push(...cautionParts(told));
    const week = plan.weeks.find((one) => one.number === due.week);
    if (!open && week.go_on_if && !latestOf(state.log, due.week, 1)) parts.push(made("p", { text: week.go_on_if }));
    start.textContent = open ? "Go on" : "Start";
    start.append(made("span", { text: ` ${name}` }));
    start.onclick = () => openSession(due.week, due.session, open ? open.date : today);
  } else {
    const see = painToSee(state.log, today);
    if (see) parts.push(made("p", { class: "stop", text: `See someone first. ${seeText(see)}` }));
    parts.push(made("p", { text: "All sessions of this program are done. Save the log, and make the next week with glutemed next." }));
  }
  for (const workout of morningsDue(today)) {
    parts.push(
      made("p", { text: `How was the morning after ${nameOf(workout.week, workout.session)}, ${workout.date}?` }),
      button("Tell the next morning", () => askMorning(workout), "quiet"),
    );
  }
  said.replaceChildren(...parts);
}

/** What is said before a session, and the easier forms of what has to be easier. */
function cautionParts({ told, ease }) {
  const parts = told.map(({ kind, text }) => made("p", { class: kind, text }));
  const forms = ease.map((item) => [item, easierOf(item)]).filter(([, text]) => text);
  if (forms.length) {
    parts.push(made("p", { text: "Easier forms:" }), made("ul", {}, forms.map(([item, text]) => made("li", { text: `${titleOf(item)}: ${text}` }))));
  }
  return parts;
}

function easierOf(item) {
  const card = cardOf(item);
  const found = card && [...card.querySelectorAll("dt")].find((one) => one.textContent === "Easier");
  return found ? found.nextElementSibling.textContent : "";
}

/** The sessions of the last days whose next morning was not told yet: the latest of them. */
function morningsDue(today) {
  const done = inOrder(state.log).filter((one) => wasDone(one) && one.date < today && daysBetween(one.date, today) <= 7);
  return done.slice(-1).filter((one) => outcomeOf(one).morning === undefined);
}

function showWeek(number) {
  const choice = byId("week-choice");
  const sections = [...document.querySelectorAll("section.week")];
  const known = sections.some((one) => Number(one.dataset.week) === number) ? number : plan.weeks[0].number;
  for (const section of sections) section.hidden = Number(section.dataset.week) !== known;
  choice.hidden = sections.length < 2;
  choice.replaceChildren(...sections.map((section) => {
    const week = Number(section.dataset.week);
    const one = button(String(week), () => {
      state.log.week = week;
      changed(state.log.unsaved);
      showWeek(week);
      choice.querySelector('[aria-pressed="true"]').focus();
    }, "quiet");
    one.setAttribute("aria-label", `Week ${week}`);
    one.setAttribute("aria-pressed", String(week === known));
    return one;
  }));
  if (sections.length > 1) choice.prepend(made("span", { "aria-hidden": "true", text: "Week" }));
}

/** Show the week that holds what an address in the page names. */
function showNamed() {
  const target = location.hash.startsWith("#week-") ? document.querySelector(location.hash.replace(/[^#\w-]/g, "")) : null;
  if (target && target.dataset.week) showWeek(Number(target.dataset.week));
}

/** Put real boxes in the place of the drawn ones, and what can be done under each session. */
function showTicks() {
  for (const day of document.querySelectorAll(".day")) {
    const week = Number(day.closest(".week").dataset.week);
    const place = Number(day.dataset.session);
    const session = sessionOf(week, place);
    const latest = latestOf(state.log, week, place);
    const workout = latest && (outcomeOf(latest).finished || isUnderWay(latest)) ? latest : undefined;
    const done = outcomeOf(workout || { told: [] });
    [...day.querySelectorAll(".item")].forEach((element, index) => {
      const { item } = itemsOf(session)[index];
      const boxes = element.querySelector(".boxes");
      boxes.replaceChildren(...item.sides.map((side) => tickGroup(week, place, workout, item, side)));
    });
    let foot = day.querySelector(".day-foot");
    if (!foot) day.append(foot = made("div", { class: "day-foot actions" }));
    const name = made("span", { class: "sr", text: ` ${nameOf(week, place)}` });
    const parts = [];
    if (workout && done.finished) parts.push(made("p", { class: "done", text: `\u2713 Done on ${workout.date}` }));
    const start = button(workout && !done.finished && wasDone(workout) ? "Go on" : done.finished ? "Do it again" : "Start", () => {
      openSession(week, place, workout && isUnderWay(workout) ? workout.date : dayOf(clock.now()));
    });
    start.append(name);
    const stop = painThatStops(state.log, dayOf(clock.now()));
    if (stop !== null) {
      start.disabled = true;
      parts.push(made("p", { class: "why", text: `No session today: pain of ${stop} of 10 is too much for any. See someone first.` }));
    }
    if (!done.finished || workout.date !== dayOf(clock.now())) parts.push(start);
    if (latest && latest !== workout && wasDone(latest)) parts.push(made("p", { text: `Begun on ${latest.date}, and not finished.` }));
    if (latest && (wasDone(latest) || done.finished)) {
      const how = button(done.finished ? "Change what was told" : "How was it?", () => openClosing(latest), "quiet");
      how.append(name.cloneNode(true));
      parts.push(how);
    }
    foot.replaceChildren(...parts);
  }
}

function tickGroup(week, place, workout, item, side) {
  const group = made("span", { class: "ticks", role: "group", "aria-label": `Sets done, ${titleOf(item)}${side === "both" ? "" : `, ${side}`}` });
  if (side !== "both") group.append(made("b", { "aria-hidden": "true", text: side }));
  for (let number = 1; number <= item.sets; number += 1) {
    const entry = setIn(workout, keyOf({ item, side, number }));
    const box = made("input", { type: "checkbox" });
    box.checked = Boolean(entry && !entry.skipped);
    box.addEventListener("change", () => tick(week, place, item, side, number, box));
    group.append(made("label", { class: "tick" }, [box, made("span", { text: String(number) })]));
  }
  return group;
}

/** A set ticked is done as planned. Unticked it is as if nothing was told, or skipped where it was saved already. */
function tick(week, place, item, side, number, box) {
  const today = dayOf(clock.now());
  const latest = latestOf(state.log, week, place);
  const shown = latest && (isUnderWay(latest) || outcomeOf(latest).finished) ? latest : null;
  const stays = shown && (!box.checked || isUnderWay(shown) || shown.date === today);
  const workout = stays ? shown : workoutOf(state.log, week, place, today);
  const key = keyOf({ item, side, number });
  const before = setIn(workout, key);
  const dose = item.dose.seconds ? { reps: item.dose.reps, seconds: item.dose.seconds } : { reps: item.dose.reps };
  const entry = { exercise: item.exercise, side, number, ...(box.checked ? dose : { skipped: true }) };
  if (before && before.pain !== undefined) entry.pain = before.pain;
  if (!box.checked && before && before.pain === undefined && before.recorded > (state.log.saved || "")) {
    workout.sets = workout.sets.filter((one) => one !== before);
    state.log.gone = [...(state.log.gone || []), `${key} ${before.recorded}`].slice(-200);
  } else {
    writeSets(state.log, workout, [entry], clock.now());
  }
  changed();
  showToday();
  showLog();
  refreshFoot(week, place);
}

function refreshFoot(week, place) {
  const at = document.activeElement;
  const day = document.querySelector(`#week-${week} [data-session="${place}"]`);
  const boxes = [...day.querySelectorAll("input")];
  const index = boxes.indexOf(at);
  showTicks();
  if (index >= 0) day.querySelectorAll("input")[index].focus();
}

function showLog() {
  const done = state.log.workouts.filter(wasDone).length;
  byId("log-kept").textContent = hasAny(state.log)
    ? `${many(done, "session")} so far. ${state.log.unsaved ? "Not all of it is known to be in a saved file." : "You told that the file with all of it is there."}`
    : "Nothing is written down yet.";
  byId("log-where").textContent = state.keeps
    ? "It is kept in this browser on this device only, and sent nowhere. Clearing the browser's data deletes it."
    : NEVER_KEPT;
  byId("log-where").className = state.keeps ? "" : "care";
  byId("log-handed").textContent = state.handed ? HANDED(state.handed) : "Something was told after the file was given: save it again.";
  byId("log-there").disabled = !state.handed;
  byId("log-save").disabled = !hasAny(state.log);
  byId("log-clear").disabled = !hasAny(state.log) && !state.foreign;
}

function sureToClear(sure) {
  byId("log-sure").hidden = !sure;
  (sure ? byId("log-keep") : byId("log-clear")).focus();
}

function clearLog() {
  forget();
  state.foreign = false;
  state.keeps = tried();
  state.handed = null;
  byId("log-copy").hidden = true;
  byId("not-kept").hidden = true;
  state.log = { ...state.log, workouts: [], gone: [], open: null, unsaved: false };
  showProgram();
  byId("log-title").focus();
}
