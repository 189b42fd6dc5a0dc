// Looks at the replica every two seconds and shows what has changed.
import * as actions from './actions.js';
import * as charts from './charts.js';
import * as panels from './panels.js';
import * as store from './store.js';
import { duration, tick } from './words.js';

const EVERY_MILLIS = 2000;
const HISTORY_MILLIS = 60_000;

const parts = ['now', 'books', 'dcs', 'events', 'database', 'references', 'bounds'];
const shown = {};
let lastAnswer = null;
let historyAt = 0;

/** Fails when it does not answer, or with something else. */
async function get(path) {
  const answer = await fetch(`console/${path}`, { cache: 'no-cache', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) {
    throw new Error(`it answers ${answer.status}`);
  }
  return answer.json();
}

function show(state) {
  const sample = store.add(state);
  for (const part of parts) {
    const text = JSON.stringify([state[part], state.now.mode]);
    if (shown[part] !== text) {
      shown[part] = text;
      panels[part](state);
    }
  }
  panels.tiles(state, sample);
  charts.draw();
}

function unreachable(why) {
  delete shown.now;
  document.getElementById('state').className = 'state unreachable';
  document.getElementById('state-word').textContent =
    `This replica does not answer${lastAnswer ? ` for ${duration((Date.now() - lastAnswer) / 1000)}` : ''}: ${why}`;
  document.title = '● DCS Book Proxy: no answer';
}

function pulse() {
  tick();
  document.getElementById('pulse').textContent =
    lastAnswer === null ? '' : `Looked at ${new Date(lastAnswer).toLocaleTimeString()}, every ${EVERY_MILLIS / 1000} s.`;
}

async function look() {
  try {
    if (Date.now() - historyAt > HISTORY_MILLIS) {
      store.keep(await get('history'));
      historyAt = Date.now();
    }
    const state = await get('state');
    lastAnswer = Date.now();
    show(state);
    pulse();
  } catch (e) {
    unreachable(e.message);
  }
  setTimeout(look, EVERY_MILLIS);
}

function choose(button) {
  for (const other of document.querySelectorAll('[data-range]')) {
    other.setAttribute('aria-pressed', String(other === button));
  }
  charts.show(button.dataset.range);
}

for (const button of document.querySelectorAll('[data-range]')) {
  button.addEventListener('click', () => choose(button));
}
document.getElementById('refresh-all').addEventListener('click', actions.refreshAll);
document.getElementById('look-again').addEventListener('click', actions.lookAgain);
charts.begin();
setInterval(tick, 1000);
look();
