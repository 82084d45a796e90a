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
  const due = nextUp(state.log);
  return due ? due.week : plan.weeks[plan.weeks.length - 1].number;
}

function nameOf(week, session) {
  const title = document.querySelector(`#day-${week}-${session}`).firstChild.textContent.trim();
  return plan.weeks.length > 1 ? `week ${week}, ${title}` : title;
}

function openWorkout() {
  const { open } = state.log;
  if (!open) return null;
  const workout = state.log.workouts.find((one) => one.week === open.week && one.session === open.session && one.date === open.date);
  if (!workout || outcomeOf(workout).finished) return null;
  const last = workout.sets.map((one) => one.recorded).sort().pop();
  const fresh = open.date === dayOf(clock.now()) || (last && clock.now() - Date.parse(last) < 6 * 3600000);
  return fresh ? workout : null;
}

function showToday() {
  const today = dayOf(clock.now());
  const [said, bar, start] = [byId("today-said"), byId("start-bar"), byId("start-next")];
  const parts = [];
  const stop = painThatStops(state.log, today);
  const open = openWorkout();
  const due = open ? { week: open.week, session: open.session, held: null } : nextUp(state.log);
  bar.hidden = stop !== null || !due;
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
    if (!open && state.log.workouts.some((one) => one.date === today && outcomeOf(one).finished)) {
      parts.push(made("p", { class: "care", text: "You did a session today. This one is for another day." }));
    }
    const week = plan.weeks.find((one) => one.number === due.week);
    if (!open && week.go_on_if && !latestOf(state.log, due.week, 1)) parts.push(made("p", { text: week.go_on_if }));
    start.textContent = open ? "Go on" : "Start";
    start.append(made("span", { text: ` ${name}` }));
    start.onclick = () => openSession(due.week, due.session, open ? open.date : today);
  } else {
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
    const workout = latestOf(state.log, week, place);
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
      const today = dayOf(clock.now());
      const open = openWorkout();
      openSession(week, place, open && open.week === week && open.session === place ? open.date : today);
    });
    start.append(name);
    if (!done.finished || workout.date !== dayOf(clock.now())) parts.push(start);
    if (workout && wasDone(workout) && !done.finished) {
      const how = button("How was it?", () => openClosing(workout), "quiet");
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
  const workout = latest && (!outcomeOf(latest).finished || latest.date === today) ? latest : workoutOf(state.log, week, place, today);
  const key = keyOf({ item, side, number });
  const before = setIn(workout, key);
  const dose = item.dose.seconds ? { reps: item.dose.reps, seconds: item.dose.seconds } : { reps: item.dose.reps };
  const entry = { exercise: item.exercise, side, number, ...(box.checked ? dose : { skipped: true }) };
  if (before && before.pain !== undefined) entry.pain = before.pain;
  if (!box.checked && before && before.pain === undefined && before.recorded > (state.log.saved || "")) {
    workout.sets = workout.sets.filter((one) => one !== before);
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
    ? `${many(done, "session")} so far. ${state.log.unsaved ? "Not all of it is in a saved file yet." : "All of it is in the file that you saved."}`
    : "Nothing is written down yet.";
  byId("log-where").textContent = state.keeps
    ? "It is kept in this browser on this device only, and sent nowhere. Clearing the browser's data deletes it."
    : NEVER_KEPT;
  byId("log-where").className = state.keeps ? "" : "care";
  byId("log-save").disabled = !hasAny(state.log);
  byId("log-clear").disabled = !hasAny(state.log);
}

function sureToClear(sure) {
  byId("log-sure").hidden = !sure;
  (sure ? byId("log-keep") : byId("log-clear")).focus();
}

function clearLog() {
  forget();
  state.log = { ...state.log, workouts: [], open: null, unsaved: false };
  showProgram();
  byId("log-title").focus();
}
