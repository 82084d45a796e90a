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

const state = { log: readKept().kept, keeps: readKept().keeps };

/** Keep what changed. */
function changed(unsaved = true) {
  state.log.unsaved = unsaved;
  state.keeps = keep(state.log);
}

function saveLog() {
  const text = `${JSON.stringify(exported(state.log), null, 1)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = made("a", { href: address, download: `glutemed-log-${dayOf(clock.now())}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  state.log.saved = momentAfter(state.log, clock.now());
  changed(false);
  showLog();
}

function hasAny(log) {
  return log.workouts.some((one) => one.sets.length || one.told.length);
}

function checked(form, name) {
  const found = form.querySelector(`input[name="${name}"]:checked`);
  return found && found.value !== "" ? Number(found.value) : undefined;
}
