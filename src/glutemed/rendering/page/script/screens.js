// The page itself: small helpers, and the one place that knows the clock.

const clock = {
  now: () => Date.now(),
  every: (milliseconds, call) => setInterval(call, milliseconds),
  stop: (id) => clearInterval(id),
};

const byId = (id) => document.getElementById(id);

/** An element with a text or children; texts are never read as markup. */
function made(name, what = {}, children = []) {
  const { text, ...attributes } = what;
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

function button(text, call, kind = "") {
  const element = made("button", { type: "button", class: kind, text });
  element.addEventListener("click", call);
  return element;
}

function lines(element, texts) {
  element.replaceChildren(...texts.filter(Boolean).map((text) => made("p", { text })));
}

/** Say something to a screen reader, once. */
function say(text) {
  byId("said").textContent = text;
}

function many(count, one, more = `${one}s`) {
  return `${count} ${count === 1 ? one : more}`;
}

const NEVER_KEPT = "This browser keeps nothing for this page. Save the log before you close it, or it is lost.";

const NOT_KEPT = "This browser did not take what you told: its storage is full or closed. Save the log before you close this page, or it is lost.";
const FOREIGN = "This browser holds a log of this program that this page cannot read, as a newer page may have left it. It stays as it is, and what you tell now is not kept here: save the log before you close this page.";

const found = readKept();
const state = { log: found.kept, keeps: found.keeps, foreign: found.foreign };

/** Keep what changed. */
function changed(unsaved = true) {
  state.log.unsaved = unsaved;
  if (unsaved && arguments.length === 0) state.handed = null;
  const kept = keep(state.log);
  if (state.keeps && !kept) showNotKept(NOT_KEPT);
  if (kept) byId("not-kept").hidden = true;
  state.keeps = kept;
}

function showNotKept(text) {
  byId("not-kept").textContent = text;
  byId("not-kept").hidden = false;
}

const HANDED = (name) => `The browser was given ${name} to save. Look whether the file is there.`;

/** The person saw the file: only then all of it counts as saved. */
function fileIsThere() {
  state.handed = null;
  changed(false);
  byId("log-copy").hidden = true;
  showLog();
  byId("log-title").focus();
}

function saveLog() {
  changed(state.log.unsaved);
  const text = `${JSON.stringify(exported(state.log), null, 1)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = made("a", { href: address, download: `glutemed-log-${dayOf(clock.now())}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  state.log.saved = momentAfter(state.log, clock.now());
  state.handed = link.download;
  changed(state.log.unsaved);
  byId("log-text").value = text;
  byId("log-copy").hidden = false;
  byId("done-kept").textContent = `${HANDED(link.download)} Its text is under \u201cYour log\u201d too, to copy.`;
  say(HANDED(link.download));
  showLog();
}

function hasAny(log) {
  return log.workouts.some((one) => one.sets.length || one.told.length);
}

function checked(form, name) {
  const found = form.querySelector(`input[name="${name}"]:checked`);
  return found && found.value !== "" ? Number(found.value) : undefined;
}
