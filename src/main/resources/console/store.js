// The samples that charts are made of: those of the last 30 minutes, one for each look, and those of the last 24 hours
// that the replica keeps, one a minute. All rates are a second.

const LIVE_SECONDS = 30 * 60;
const RATE_SECONDS = 10;
const WINDOW_SECONDS = 60;
const GOOD = new Set(['success', 'not_found']);

const looks = [];
const live = [];
let day = [];

/** What counters say at one moment. */
function look(state) {
  const reads = state.books.reads;
  const good = state.dcs.calls.filter((call) => GOOD.has(call.outcome));
  const sum = (calls) => calls.reduce((all, call) => all + call.count, 0);
  const times = state.dcs.times;
  return {
    at: Date.now() / 1000,
    fresh: reads.fresh,
    stale: reads.stale,
    fetched: reads.fetched,
    failed: reads.failed,
    good: sum(good),
    bad: sum(state.dcs.calls) - sum(good),
    bounds: times[0]?.bounds_ms ?? [],
    counts: (times[0]?.counts ?? []).map((_, i) => times.reduce((all, time) => all + time.counts[i], 0)),
    calls: times.reduce((all, time) => all + time.all, 0),
  };
}

/** The latest look that is at least so old, else the oldest. */
function before(now, age) {
  for (let i = looks.length - 1; i >= 0; i--) {
    if (now.at - looks[i].at >= age) {
      return looks[i];
    }
  }
  return looks[0];
}

/** The time that this part of the calls did not exceed; null without any call. */
function quantile(part, bounds, counts, all) {
  if (!(all > 0)) {
    return null;
  }
  for (let i = 0; i < bounds.length; i++) {
    if (counts[i] >= part * all) {
      const from = i === 0 ? 0 : bounds[i - 1];
      const below = i === 0 ? 0 : counts[i - 1];
      const within = counts[i] - below;
      return within === 0 ? bounds[i] : from + ((bounds[i] - from) * (part * all - below)) / within;
    }
  }
  return bounds[bounds.length - 1];
}

function hits(fresh, stale, fetched) {
  const all = fresh + stale + fetched;
  return all > 0 ? (100 * (fresh + stale)) / all : null;
}

/** Takes in a state; returns the sample that it makes. */
export function add(state) {
  const now = look(state);
  const last = looks[looks.length - 1];
  if (last && (now.fresh < last.fresh || now.good < last.good)) {
    // It has started anew.
    looks.length = 0;
  }
  looks.push(now);
  while (looks.length > 2 && now.at - looks[1].at > WINDOW_SECONDS) {
    looks.shift();
  }
  const recent = before(now, RATE_SECONDS);
  const minute = before(now, WINDOW_SECONDS);
  const elapsed = now.at - recent.at;
  const rate = (name) => (elapsed > 0 ? (now[name] - recent[name]) / elapsed : 0);
  const counts = now.counts.map((count, i) => count - (minute.counts[i] ?? 0));
  const calls = now.calls - minute.calls;
  const sample = {
    at: now.at,
    fresh: rate('fresh'),
    stale: rate('stale'),
    fetched: rate('fetched'),
    failed: rate('failed'),
    hits: hits(now.fresh - minute.fresh, now.stale - minute.stale, now.fetched - minute.fetched),
    good: rate('good'),
    bad: rate('bad'),
    p50: quantile(0.5, now.bounds, counts, calls),
    p99: quantile(0.99, now.bounds, counts, calls),
    pending: state.events.pending ?? null,
    givenUp: state.events.failed ?? null,
    lag: state.events.lag_seconds,
    active: state.database.active,
    waiting: state.database.waiting,
  };
  live.push(sample);
  while (now.at - live[0].at > LIVE_SECONDS) {
    live.shift();
  }
  return sample;
}

/** Takes in what the replica keeps; before the first look of this page it stands for the last 30 minutes, too. */
export function keep(history) {
  const index = Object.fromEntries(history.columns.map((name, i) => [name, i]));
  const minute = history.every_seconds;
  day = history.samples.map((sample) => {
    const value = (name) => sample[index[name]];
    const rate = (name) => value(name) / minute;
    return {
      at: value('at'),
      fresh: rate('books_fresh'),
      stale: rate('books_stale'),
      fetched: rate('books_fetched'),
      failed: rate('books_failed'),
      hits: hits(value('books_fresh'), value('books_stale'), value('books_fetched')),
      good: rate('dcs_good'),
      bad: rate('dcs_bad'),
      p50: value('dcs_p50_ms'),
      p99: value('dcs_p99_ms'),
      pending: value('events_pending'),
      givenUp: value('events_failed'),
      lag: value('events_lag_seconds'),
      active: value('connections_active'),
      waiting: value('connections_waiting'),
    };
  });
}

/** The samples of a range, the oldest first. */
export function samples(range) {
  const now = Date.now() / 1000;
  if (range === 'day') {
    return { from: now - 86400, to: now, all: day };
  }
  const first = live[0]?.at ?? now;
  const earlier = day.filter((sample) => sample.at < first && now - sample.at < LIVE_SECONDS);
  return { from: now - LIVE_SECONDS, to: now, all: [...earlier, ...live] };
}
