"use strict";
// The program: what the page was given, and the sets of a session in the order of doing.

const given = JSON.parse(document.getElementById("data").textContent);
const plan = unpooled(given.pool, given.plan);
const RAISED = "glutemed";

function unpooled(pool, data) {
  const known = [];
  const whole = (part) => {
    if (Array.isArray(part)) return part.map(whole);
    if (part === null || typeof part !== "object") return part;
    if (!("$" in part)) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, whole(value)]));
    if (known[part.$] === undefined) known[part.$] = whole(pool[part.$]);
    return known[part.$];
  };
  return whole(data);
}

function sessionOf(week, place) {
  const found = plan.weeks.find((one) => one.number === week);
  return found && found.sessions[place - 1];
}

function itemsOf(session) {
  return session.blocks.flatMap((block) => block.items.map((item) => ({ item, kind: block.kind })));
}

function titleOf(item) {
  return item.variant ? `${item.name}, ${item.variant}` : item.name;
}

function tempoOf(item) {
  return item.tempo ? item.tempo.split("-").map(Number) : [];
}

function repSeconds(item) {
  return tempoOf(item).reduce((sum, part) => sum + part, 0);
}

/** The seconds from the last side of a set to the first of the next, the change of side among them. */
function restOf(item) {
  const others = item.sides.length - 1;
  const work = item.dose.reps * (item.dose.seconds || repSeconds(item) || given.seconds.rep);
  const rest = Math.max(0, item.rest_seconds - others * (work + 2 * given.seconds.change));
  return rest + (others ? given.seconds.change : 0);
}

/** The sets of an item. Sides alternate set by set; work on the other side counts as rest. */
function turnsOf(item, kind) {
  const turns = [];
  for (let number = 1; number <= item.sets; number += 1) {
    item.sides.forEach((side, place) => {
      let [lead, seconds] = ["switch", given.seconds.change];
      if (place === 0) [lead, seconds] = number > 1 ? ["rest", restOf(item)] : ["ready", given.seconds.ready];
      turns.push({ item, kind, number, side, lead, seconds });
    });
  }
  return turns;
}

function turnsIn(session) {
  return itemsOf(session).flatMap(({ item, kind }) => turnsOf(item, kind));
}

function keyOf(one) {
  const exercise = one.item ? one.item.exercise : one.exercise;
  return `${exercise} ${one.side} ${one.number}`;
}

/** Where the tempo stands after some seconds of a set: repetition, part, and seconds left of it; null past the last. */
function beatOf(item, elapsed) {
  const parts = tempoOf(item);
  const whole = repSeconds(item);
  if (!whole) return null;
  const rep = Math.floor(elapsed / whole);
  if (rep >= item.dose.reps) return null;
  let into = elapsed - rep * whole;
  for (const [place, seconds] of parts.entries()) {
    if (into < seconds) return { rep: rep + 1, part: ["in", "hold", "back"][place], left: seconds - into };
    into -= seconds;
  }
  return null;
}
