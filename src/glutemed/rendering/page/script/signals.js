// What is heard and felt, and a screen that stays awake. All of it may be missing, or be refused.

const signals = { sound: true, audio: null, lock: null };

/** Make sound possible: browsers allow it from a press of a button on. */
function readySound() {
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!Audio) return;
  try {
    signals.audio = signals.audio || new Audio();
    if (signals.audio.state === "suspended") signals.audio.resume().catch(() => {});
  } catch {
    signals.audio = null;
  }
}

function tone(pitch, at, seconds, loud = 0.25) {
  const { audio } = signals;
  const [voice, volume] = [audio.createOscillator(), audio.createGain()];
  const begin = audio.currentTime + at;
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, begin);
  volume.gain.exponentialRampToValueAtTime(loud, begin + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + seconds);
  voice.connect(volume).connect(audio.destination);
  voice.start(begin);
  voice.stop(begin + seconds + 0.05);
}

const TONES = {
  begin: [[880, 0, 0.25]],
  end: [[660, 0, 0.2], [880, 0.22, 0.35]],
  switch: [[660, 0, 0.15], [660, 0.2, 0.15], [660, 0.4, 0.3]],
  soon: [[520, 0, 0.08, 0.12]],
  beat: [[440, 0, 0.05, 0.06]],
};
const SHAKES = { begin: [120], end: [200, 100, 200], switch: [120, 80, 120, 80, 250], soon: [], beat: [] };

function signal(kind) {
  document.documentElement.dataset.signal = kind;
  if (SHAKES[kind].length && navigator.vibrate) navigator.vibrate(SHAKES[kind]);
  if (!signals.sound || !signals.audio) return;
  try {
    for (const one of TONES[kind]) tone(...one);
  } catch {
    signals.audio = null;
  }
}

async function stayAwake() {
  if (!navigator.wakeLock || signals.lock) return;
  try {
    signals.lock = await navigator.wakeLock.request("screen");
    signals.lock.addEventListener("release", () => { signals.lock = null; });
  } catch {
    signals.lock = null;
  }
}

function maySleep() {
  if (signals.lock) signals.lock.release().catch(() => {});
  signals.lock = null;
}
