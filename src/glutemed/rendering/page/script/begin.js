// The page begins: buttons are bound, and what was kept is shown.

byId("leave").addEventListener("click", leave);
byId("painful").addEventListener("click", doing("pain"));
byId("less").addEventListener("click", doing("less"));
byId("more").addEventListener("click", doing("more"));
byId("log-save").addEventListener("click", saveLog);
byId("done-save").addEventListener("click", saveLog);
byId("log-there").addEventListener("click", fileIsThere);
byId("log-clear").addEventListener("click", () => sureToClear(true));
byId("log-keep").addEventListener("click", () => sureToClear(false));
byId("log-wipe").addEventListener("click", clearLog);
for (const one of byId("pain-now").querySelectorAll("button")) one.addEventListener("click", () => tellPain(Number(one.dataset.pain)));
for (const form of document.forms) form.addEventListener("submit", (event) => event.preventDefault());

function showSound() {
  signals.sound = state.log.sound;
  byId("sound").textContent = state.log.sound ? "Sound: on" : "Sound: off";
}

byId("sound").addEventListener("click", () => {
  state.log.sound = !state.log.sound;
  changed(state.log.unsaved);
  showSound();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && live.guide && live.guide.asking === "pain") doing("cancel")();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && live.timer !== null) stayAwake();
  if (document.visibilityState === "visible" && live.timer === null && byId("guide").hidden) showToday();
});
window.addEventListener("beforeunload", (event) => {
  if (!state.keeps && state.log.unsaved) event.preventDefault();
});
window.addEventListener("beforeprint", returnCard);
window.addEventListener("afterprint", () => {
  if (live.guide && live.view === "exercise") borrowCard(turnOf(live.guide).item, "exercise-how");
});
window.addEventListener("storage", (event) => {
  if (event.key === KEPT_UNDER && byId("guide").hidden) {
    state.log = readKept().kept;
    showProgram();
  }
});
window.addEventListener("hashchange", showNamed);

document.documentElement.classList.add("scripts");
showSound();
if (state.foreign) showNotKept(FOREIGN);
showProgram();
showNamed();
