// The session's side of the page: one screen at a time, one big button, and "too painful" at any moment.

const PHASES = { ready: "Get ready", switch: "Change sides", rest: "Rest" };
const PARTS = { in: "move", hold: "stay", back: "back" };
const SLEPT = 15;
const HALFWAY_FROM = 20;
const SOON_FROM = 10;
const SOON = 5;
const TWICE = 400;

const live = { guide: null, workout: null, view: "", at: 0, timer: null, acted: 0, shown: "", card: null, said: "", morning: null };

function showView(view, title) {
  for (const section of document.querySelectorAll("#guide-main > [data-view]")) section.hidden = section.dataset.view !== view;
  const fresh = live.view !== view || byId("guide-title").textContent !== title;
  live.view = view;
  byId("guide-title").textContent = title;
  if (fresh) {
    window.scrollTo(0, 0);
    byId("guide-title").focus();
  }
}

function enter() {
  byId("sheet").hidden = true;
  byId("guide").hidden = false;
  byId("sound").hidden = false;
}

function leave() {
  stopTimer();
  maySleep();
  returnCard();
  live.guide = null;
  byId("guide").hidden = true;
  byId("sheet").hidden = false;
  showProgram();
  window.scrollTo(0, 0);
  byId("program").focus();
}

function openSession(week, session, date) {
  const today = dayOf(clock.now());
  if (painThatStops(state.log, today) !== null) return;
  const first = !hasAny(state.log) && !given.screened;
  const planned = sessionOf(week, session);
  const workout = workoutOf(state.log, week, session, date);
  const done = workout.sets.filter((one) => one.exercise);
  live.workout = workout;
  live.guide = began(turnsIn(planned), done);
  enter();
  if (live.guide.phase === "over") {
    openClosing(workout);
    return;
  }
  const { turns } = live.guide;
  const ready = turns.filter((turn) => entryAt(live.guide, turn)).length;
  const exercises = new Set(turns.map((turn) => turn.item.exercise)).size;
  lines(byId("opening-said"), [
    `About ${many(planned.minutes, "minute")}, ${many(exercises, "exercise")}.`,
    ready ? `${ready} of ${many(turns.length, "set")} are written down; it goes on from there.` : "",
    `${safeNow() ? `Pain of 0 to ${safeNow()} counts as safe` : "Only no pain counts as safe"} (${given.cites.safe}). \u201cToo painful\u201d is there at any moment.`,
    navigator.wakeLock ? "" : "This browser cannot keep the screen on: let it stay on in the settings of the phone.",
  ]);
  const told = cautionsOf(state.log, today, { week, session }, hasAny({ workouts: [workout] }) ? workout : undefined);
  byId("opening-said").prepend(...cautionParts(told));
  if (first) byId("opening-said").prepend(made("p", { class: "stop", text: `No safety questions were read for this program: ${given.clinic ? `talk about them with ${given.clinic}` : "answer glutemed screen"} first. Is any of the signs below yours, or are you not sure?` }));
  showView("opening", told.asks || told.shut ? `Before ${nameOf(week, session)}` : `Today: ${nameOf(week, session)}`);
  if (told.shut) buttons("Save log", saveLog, [["Close", leave]]);
  else if (told.asks) buttons(hasAny(state.log) ? "Save log" : "Close", hasAny(state.log) ? saveLog : leave, [[first ? "None of the signs: start anyway" : "Start anyway", startSession]]);
  else if (first) buttons("No: start", startSession, [["Yes, or not sure", leave]]);
  else buttons(ready ? "Go on" : "Start", startSession);
  showPlace();
}

function startSession() {
  readySound();
  stayAwake();
  state.log.open = { week: live.workout.week, session: live.workout.session, date: live.workout.date };
  changed(state.log.unsaved);
  live.at = clock.now();
  stopTimer();
  live.timer = clock.every(200, tickOn);
  show();
}

function stopTimer() {
  if (live.timer !== null) clock.stop(live.timer);
  live.timer = null;
}

/** Time goes on. After a long gap the phone slept: the session pauses, and no time is counted. */
function tickOn() {
  const now = clock.now();
  const seconds = (now - live.at) / 1000;
  live.at = now;
  if (!live.guide || live.guide.phase === "over") return;
  const works = live.guide.phase === "work" && !live.guide.paused && !live.guide.asking;
  if (!runs(live.guide) && !works) return;
  if (seconds > SLEPT) {
    take([{ ...live.guide, paused: true }, [], false]);
    return;
  }
  signalOnTheWay(live.guide, seconds);
  take(advance(live.guide, Math.max(0, seconds)));
}

function signalOnTheWay(guide, seconds) {
  const { dose } = turnOf(guide).item;
  const passes = (mark) => guide.elapsed < mark && guide.elapsed + seconds >= mark;
  if (guide.phase === "work" && dose.seconds) {
    if (dose.seconds >= HALFWAY_FROM && passes(dose.seconds / 2)) say("Halfway.");
    if (dose.seconds >= SOON_FROM && passes(dose.seconds - SOON)) say(`${SOON} seconds left.`);
  }
  if (guide.phase === "work" && !dose.seconds) {
    const [now, then] = [beatOf(turnOf(guide).item, guide.elapsed), beatOf(turnOf(guide).item, guide.elapsed + seconds)];
    if (now && then && now.part !== then.part) signal("beat");
  }
  const left = leftOf(guide);
  if (left !== null && left > 3 && left - seconds <= 3 && (guide.phase === "wait" || dose.seconds > SOON_FROM)) signal("soon");
}

/** Take a step of the guide: what is to be written down is kept before anything else is shown. */
function take([guide, entries, bell]) {
  const before = live.guide;
  live.guide = guide;
  if (entries.length) {
    writeSets(state.log, live.workout, entries, clock.now());
    changed();
    const pain = painThatStops(state.log, dayOf(clock.now()));
    if (pain !== null && guide.phase !== "over") live.guide = { ...guide, phase: "over", stopped: true, pain };
  }
  if (bell) signal(guide.phase === "wait" && guide.lead === "switch" ? "switch" : guide.phase === "work" ? "begin" : "end");
  else if (guide.phase === "wait" && guide.lead === "switch" && before.phase === "work") signal("switch");
  show();
}

function doing(action) {
  return (event) => {
    const now = clock.now();
    const twice = (event && event.detail > 1) || (live.guide.phase === "work" && action === "next" && now - live.acted < TWICE);
    const counts = action === "more" || action === "less";
    if (!counts) live.acted = now;
    if (twice && !counts) return;
    readySound();
    take(act(live.guide, action));
  };
}

function show() {
  const { guide } = live;
  if (guide.phase === "over") {
    stopTimer();
    maySleep();
    if (guide.stopped) showStopped();
    else openClosing(live.workout);
    return;
  }
  showPlace();
  if (guide.asking === "pain") showPain();
  else if (guide.asking === "hurt") showHurt();
  else if (guide.phase === "announce") showExercise();
  else showSet();
}

function showPlace() {
  const { guide } = live;
  const exercises = [...new Set(guide.turns.map((turn) => turn.item.exercise))];
  const turn = turnOf(guide);
  byId("place").textContent = `Exercise ${exercises.indexOf(turn.item.exercise) + 1} of ${exercises.length}`;
  byId("sets-done").max = guide.turns.length;
  byId("sets-done").value = guide.turns.filter((one) => entryAt(guide, one)).length;
}

/** The big button, and the others: each a text and what it does. */
function buttons(text, call, others = [], painful = false) {
  const go = byId("go");
  go.textContent = text;
  go.onclick = call;
  go.hidden = !text;
  const key = others.map(([name]) => name).join("|");
  const choices = byId("choices");
  if (choices.dataset.key !== key) {
    choices.dataset.key = key;
    const names = others.map(([name]) => name);
    const had = document.activeElement;
    for (const one of [...choices.children]) if (!names.includes(one.textContent)) one.remove();
    names.forEach((name, index) => {
      const here = choices.children[index];
      if (!here || here.textContent !== name) choices.insertBefore([...choices.children].find((one) => one.textContent === name) || made("button", { type: "button", class: "quiet", text: name }), here || null);
    });
    if (had && had !== document.activeElement && !had.isConnected) go.focus();
  }
  others.forEach(([, act], index) => { choices.children[index].onclick = act; });
  choices.hidden = !others.length;
  byId("painful").hidden = !painful;
}

function cardOf(item) {
  const named = [...document.querySelectorAll(".card")].filter((one) => one.dataset.exercise === item.exercise);
  const title = titleOf(item);
  return named.find((one) => one.querySelector("h3").textContent === title) || named[0];
}

/** The card's place in the program is kept, so that it goes back there; its picture stands once in the page. */
function borrowCard(item, where) {
  const card = cardOf(item);
  if (!card || card.parentElement === byId(where)) return;
  if (live.card !== card) {
    returnCard();
    live.card = card;
    card.before(made("span", { id: "card-place", hidden: "" }));
  }
  byId(where).append(card);
}

/** Show the picture, and its words, of the side that is due: each panel is mirrored where it is. */
function showSide(side) {
  const picture = live.card && live.card.querySelector(".picture[data-side]");
  if (!picture) return;
  const svg = picture.querySelector("svg");
  const drawing = svg.querySelector(":scope > g");
  const other = side !== "both" && side !== picture.dataset.side;
  if (Boolean(svg.querySelector(".mirrored")) === other) return;
  const words = svg.querySelector("desc");
  const swapped = { right: "left", left: "right", Right: "Left", Left: "Right" };
  words.textContent = words.textContent.replace(/\b(?:right|left)\b/gi, (word) => swapped[word]);
  drawing.toggleAttribute("hidden", other);
  if (!other) {
    for (const one of svg.querySelectorAll(".mirrored")) one.remove();
    return;
  }
  const { width, height } = svg.viewBox.baseVal;
  const panels = svg.querySelectorAll(".figure-label text").length || 1;
  const wide = width / panels;
  for (let at = 0; at < panels; at += 1) {
    const panel = document.createElementNS(svg.namespaceURI, "svg");
    const box = { class: "mirrored", x: at * wide, y: 0, width: wide, height, viewBox: `${at * wide} 0 ${wide} ${height}` };
    for (const [name, value] of Object.entries(box)) panel.setAttribute(name, value);
    const group = document.createElementNS(svg.namespaceURI, "g");
    group.setAttribute("transform", `matrix(-1 0 0 1 ${(2 * at + 1) * wide} 0)`);
    const copy = drawing.cloneNode(true);
    copy.removeAttribute("hidden");
    group.append(copy);
    panel.append(group);
    drawing.before(panel);
  }
}

function returnCard() {
  const own = live.card && live.card.querySelector(".picture[data-side]");
  if (own) showSide(own.dataset.side);
  const place = byId("card-place");
  if (live.card && place) place.replaceWith(live.card);
  live.card = null;
}

function rowsOf(item) {
  const session = sessionOf(live.workout.week, live.workout.session);
  const index = itemsOf(session).findIndex((one) => one.item === item);
  const day = document.querySelector(`#week-${live.workout.week} [data-session="${live.workout.session}"]`);
  return day.querySelectorAll(".item")[index];
}

function showExercise() {
  const turn = turnOf(live.guide);
  const { item } = turn;
  if (live.view === "exercise" && byId("guide-title").textContent === titleOf(item)) return;
  borrowCard(item, "exercise-how");
  showSide(turn.side);
  const element = rowsOf(item);
  byId("exercise-dose").textContent = element.querySelector(".dose b").textContent;
  byId("exercise-with").replaceChildren(element.querySelector(".with").cloneNode(true));
  const sorePain = soreLastTime(state.log, item.exercise, live.workout);
  byId("exercise-note").hidden = sorePain === null;
  byId("exercise-note").className = "care";
  byId("exercise-note").textContent = sorePain === null ? "" : `It hurt too much last time: pain ${sorePain} of 10. Do the easier form that is told below, or skip it.`;
  askLoad(item);
  showView("exercise", titleOf(item));
  buttons("Begin", begin, [["Skip exercise", doing("drop")], ...(live.guide.at ? [["Set before", doing("again")]] : [])], true);
  say("");
}

function askLoad(item) {
  const band = item.load.kind === "band";
  const asks = band || given.weights.includes(item.load.kind);
  byId("load").hidden = !asks;
  if (!asks) return;
  byId("load-wrong").textContent = "";
  byId("load-asked").textContent = band ? "Band used: its colour or strength" : "Weight used, in kg";
  const input = byId("load-used");
  input.inputMode = band ? "text" : "decimal";
  const before = inOrder(state.log).flatMap((one) => one.sets).filter((one) => one.exercise === item.exercise && !one.skipped).pop();
  const used = ownOf(live.guide.used, item.exercise) || (before ? usedIn(before) : {});
  input.value = (band ? used.band : used.load) ?? "";
}

/** Begin an exercise, its load told or not; a weight that is no number is asked for again. */
function begin() {
  const turn = turnOf(live.guide);
  const band = turn.item.load.kind === "band";
  const used = {};
  if (!byId("load").hidden) {
    const told = plainText(byId("load-used").value, 80);
    const kilograms = told === undefined ? undefined : Number(told.replace(",", ".").replace(/\s*kg$/i, ""));
    if (band) used.band = told;
    else if (told !== undefined && (!Number.isFinite(kilograms) || kilograms < 0 || kilograms > 1000)) {
      byId("load-wrong").textContent = "Write a number of kg, such as 2.5, or leave it empty.";
      byId("load-used").setAttribute("aria-invalid", "true");
      byId("load-used").focus();
      return;
    } else used.load = kilograms;
    byId("load-used").removeAttribute("aria-invalid");
  }
  for (const name of Object.keys(used)) if (used[name] === undefined) delete used[name];
  live.guide = { ...live.guide, used: { ...live.guide.used, [turn.item.exercise]: used } };
  live.at = clock.now();
  doing("next")();
}

function leadOf(guide) {
  return guide.lead === "rest" && turnOf(guide).item.sides.length > 1 ? "Rest and change sides" : PHASES[guide.lead];
}

function taskOf(item) {
  const { dose } = item;
  if (!dose.seconds) return `${dose.reps} ${ownOf(given.counting, item.exercise) || "repetitions"}`;
  return `hold ${dose.seconds} s${dose.reps > 1 ? `, ${dose.reps} times` : ""}`;
}

function phaseOf(guide) {
  if (guide.paused) return "Paused";
  if (guide.phase === "wait") return leadOf(guide);
  if (guide.phase === "breath") return "Let go";
  const { dose } = turnOf(guide).item;
  if (!dose.seconds) return "Now";
  return dose.reps > 1 ? `Hold ${guide.held + 1} of ${dose.reps}` : "Hold";
}

function showSet() {
  const { guide } = live;
  const turn = turnOf(guide);
  const { item } = turn;
  const side = turn.side === "both" ? "" : `, ${turn.side} side`;
  borrowCard(item, "set-picture");
  showSide(turn.side);
  const which = `Set ${turn.number} of ${item.sets}${side}`;
  showView("set", titleOf(item));
  const left = leftOf(guide);
  const phase = phaseOf(guide);
  const beat = guide.phase === "work" && !item.dose.seconds ? beatOf(item, guide.elapsed) : null;
  byId("phase").textContent = phase;
  byId("dial").dataset.phase = guide.paused ? "paused" : guide.phase;
  byId("digits").textContent = left !== null ? String(Math.ceil(left)) : beat ? String(beat.rep) : String(item.dose.reps);
  byId("beat").textContent = beat ? `of ${item.dose.reps}: ${PARTS[beat.part]} ${Math.ceil(beat.left)}` : left !== null ? "seconds" : ownOf(given.counting, item.exercise) || "repetitions";
  const whole = guide.phase === "wait" ? guide.wait : guide.phase === "breath" ? given.seconds.breath : item.dose.seconds;
  const share = left !== null && whole ? left / whole : beat ? 1 - (beat.rep - 1) / item.dose.reps : 1;
  byId("ring").setAttribute("stroke-dashoffset", String(100 - 100 * share));
  byId("task").textContent = guide.phase === "wait" ? `Then ${which.toLowerCase()}: ${taskOf(item)}` : `${which}: ${taskOf(item)}`;
  const counts = guide.phase === "work" && !item.dose.seconds;
  byId("count").hidden = !counts;
  byId("counted").textContent = `${guide.count} done`;
  const cues = live.card ? live.card.querySelectorAll("dl > dt") : [];
  const told = (label) => [...cues].filter((one) => one.textContent === label).map((one) => one.nextElementSibling.textContent)[0] || "";
  byId("set-cues").textContent = told("Cues");
  byId("set-stop").textContent = told("Stop if") ? `Stop if ${told("Stop if")}` : "";
  const following = followingOf(guide);
  byId("next-up").textContent = !following
    ? "Then: the end of the session."
    : following.item.exercise !== item.exercise
      ? `Then: ${titleOf(following.item)}.`
      : `Then: set ${following.number} of ${following.item.sets}${following.side === "both" ? "" : `, ${following.side} side`}.`;
  const go = guide.paused ? ["Go on", doing("pause")] : guide.phase === "work" ? ["Done", doing("next")] : ["Go now", doing("next")];
  const stops = guide.phase === "work" || guide.phase === "wait" || guide.phase === "breath";
  const others = [
    ...(stops && !guide.paused ? [["Pause", doing("pause")]] : []),
    ...(guide.at ? [["Set before", doing("again")]] : []),
    ["Skip set", doing("skip")],
    ["Skip exercise", doing("drop")],
  ];
  buttons(...go, others, true);
  const spoken = guide.paused ? "Paused." : guide.phase === "wait" ? `${phase}, ${guide.wait} seconds. Then ${which}: ${taskOf(item)}.` : guide.phase === "work" ? `${phase}. ${which}: ${taskOf(item)}.` : `${phase}.`;
  if (spoken !== live.said) say(spoken);
  live.said = spoken;
}

function showPain() {
  showView("pain", "How strong is the pain?");
  buttons("Back", doing("cancel"));
}

function showHurt() {
  const { guide } = live;
  const { item } = turnOf(guide);
  byId("hurt-said").textContent = painText(guide.pain);
  const easier = live.card && [...live.card.querySelectorAll("dt")].find((one) => one.textContent === "Easier");
  byId("hurt-easier").replaceChildren(
    ...(easier ? [made("h2", { text: "Easier, for next time" }), made("p", { text: easier.nextElementSibling.textContent })] : []),
  );
  showView("hurt", `Pain ${guide.pain} of 10: ${titleOf(item)}`);
  buttons("Stop this exercise", doing("drop"), mayGoOn(guide) ? [["Carry on", doing("next")]] : []);
}

function tellPain(pain) {
  take(hurts(live.guide, pain));
}

function showStopped() {
  const { pain } = live.guide;
  tell(state.log, live.workout, { pain, finished: true }, clock.now());
  state.log.open = null;
  changed();
  byId("stopped-said").textContent = stopText(pain);
  showView("stopped", "The session ends here");
  buttons("Close", leave, [["Save log", saveLog]]);
}

function openClosing(workout) {
  stopTimer();
  maySleep();
  enter();
  live.workout = workout;
  const known = outcomeOf(workout);
  const form = byId("closing");
  form.reset();
  for (const name of ["pain", "after", "effort", "usual"]) choose(form, name, known[name]);
  form.elements.note.value = known.note || "";
  byId("usual-asked").hidden = usualOf(state.log) !== undefined;
  const mains = itemsOf(sessionOf(workout.week, workout.session)).filter(({ kind }) => kind === "main").map(({ item }) => item);
  const done = mains.filter((item) => workout.sets.some((one) => one.exercise === item.exercise && !one.skipped));
  byId("control").replaceChildren(...done.map((item) => controlOf(item, workout)));
  byId("place").textContent = "";
  byId("sets-done").value = byId("sets-done").max;
  showView("closing", "How was it?");
  buttons("Write it down", () => closeSession(form), [["Not now", leave]]);
}

function choose(form, name, value) {
  const found = form.querySelector(`input[name="${name}"][value="${value ?? ""}"]`);
  if (found) found.checked = true;
}

function controlOf(item, workout) {
  const known = workout.sets.find((one) => one.exercise === item.exercise && one.control);
  const labels = [["clean", "clean"], ["wobbled", "wobbled"], ["", "not told"]].map(([value, text]) => {
    const input = made("input", { type: "radio", name: `control ${item.exercise}`, value });
    input.checked = value === (known ? known.control : "");
    return made("label", value ? {} : { class: "none" }, [input, made("span", { text })]);
  });
  return made("fieldset", { class: "scale", "data-control": item.exercise }, [
    made("legend", { text: `${titleOf(item)}: how clean was it?` }),
    made("div", { class: "numbers words" }, labels),
  ]);
}

function closeSession(form) {
  const { workout } = live;
  const told = { note: plainText(form.elements.note.value, 400), finished: true };
  for (const name of ["pain", "after", "effort", "usual"]) told[name] = checked(form, name);
  for (const set of byId("control").querySelectorAll("[data-control]")) {
    const { value } = set.querySelector("input:checked");
    const sets = workout.sets.filter((one) => one.exercise === set.dataset.control && !one.skipped && one.control !== value);
    if (value) writeSets(state.log, workout, sets.map((one) => ({ ...one, control: value })), clock.now());
  }
  tell(state.log, workout, told, clock.now());
  state.log.open = null;
  changed();
  showDone(workout);
}

function showDone(workout) {
  const done = workout.sets.filter((one) => !one.skipped).length;
  const planned = turnsIn(sessionOf(workout.week, workout.session)).length;
  byId("done-said").textContent = `You did ${done} of ${many(planned, "set")}.`;
  const serious = (worstOf(workout) ?? outcomeOf(workout).morning ?? 0) > given.limits.go_on;
  lines(byId("done-advice"), afterSession(state.log, workout));
  byId("done-advice").className = serious ? "stop" : "care";
  byId("done-kept").textContent = state.keeps ? "It is kept in this browser only. Tell the next morning tomorrow, on this page." : NEVER_KEPT;
  showView("done", "Written down");
  buttons("Close", leave);
  byId("sound").hidden = true;
}

function askMorning(workout) {
  enter();
  live.morning = workout;
  const form = byId("morning-form");
  form.reset();
  byId("morning-usual").hidden = usualOf(state.log) !== undefined;
  byId("place").textContent = workout.date;
  showView("morning", `The morning after ${nameOf(workout.week, workout.session)}`);
  buttons("Write it down", () => {
    const exertion = checked(form, "exertion");
    tell(state.log, workout, { morning: checked(form, "morning"), usual: checked(form, "usual-then"), worse_after_effort: exertion === undefined ? undefined : exertion === 1 }, clock.now());
    changed();
    byId("done-said").textContent = "";
    lines(byId("done-advice"), afterSession(state.log, workout));
    byId("done-kept").textContent = state.keeps ? "It is kept in this browser only." : NEVER_KEPT;
    showView("done", "Written down");
    buttons("Close", leave);
  }, [["Not now", leave]]);
  byId("sound").hidden = true;
}
