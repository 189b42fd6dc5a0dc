// What the panels say, beside the charts. Each is made anew when its part of the state has changed.
import * as actions from './actions.js';
import { amount, bound, bytes, el, facts, none, number, percent, plural, put, rate, table, when } from './words.js';

function tile(name, value, more, bad) {
  return el('div', { class: bad ? 'tile bad' : 'tile', 'data-tile': name },
    el('p', { class: 'name' }, name), el('p', { class: 'value' }, value), el('p', { class: 'more' }, more ?? ''));
}

function button(text, key, action) {
  return el('button', { type: 'button', class: 'action', 'data-key': key, click: action }, text);
}

const full = (state) => state.now.mode === 'full';
const cell = (content, kind) => ({ content, cell: kind });

/** The state in a sentence, and why. */
export function now(state) {
  const { now: panel } = state;
  document.getElementById('state').className = `state ${panel.state}`;
  document.getElementById('state-word').textContent =
    panel.state === 'healthy' ? 'Healthy: books, rows and events go as they should.' : 'Degraded';
  put('reasons', ...panel.reasons.map((reason) => el('li', {}, reason)));
  document.title = `${panel.state === 'healthy' ? '' : '● '}DCS Book Proxy: ${panel.state}`;
  put('replica', `${panel.replica} · ${panel.version} · up since `, when(panel.up_since));
  document.getElementById('settings-number').textContent = panel.settings.length;
  put('settings-table', panel.settings.length === 0
    ? none('All are as they are by default.')
    : table('Settings', ['Setting', 'Value', 'Default'], panel.settings.map((setting) =>
      [el('code', {}, setting.name), cell(el('code', {}, setting.value), 'wrap'), el('code', {}, setting.default ?? '–')])));
  for (const id of ['refresh-all', 'look-again']) {
    document.getElementById(id).hidden = !full(state);
  }
}

/** What is to be seen at a glance. */
export function tiles(state, sample) {
  const { dcs, events, database, references } = state;
  const requests = sample.fresh + sample.stale + sample.fetched + sample.failed;
  const low = sample.hits !== null && sample.hits < 80 && requests > 1;
  put('tiles',
    tile('Requests for books', `${rate(requests)} /s`, sample.failed > 0 ? `${rate(sample.failed)} /s fail` : null, sample.failed > 0),
    tile('Books from memory', sample.hits === null ? '–' : percent(sample.hits / 100), sample.hits === null ? 'nobody asks' : 'goal 80 %', low),
    tile('DCS', dcs.breaker === 'open' ? 'left alone' : failing(dcs) ? 'fails' : dcs.last_good ? 'answers' : 'not asked yet', `breaker ${dcs.breaker.replace('_', '-')}`, dcs.breaker === 'open' || failing(dcs)),
    tile('PostgreSQL', database.up ? 'answers' : 'down', `${database.active} of ${database.connections} connections in use`, !database.up || database.waiting > 0),
    tile('Events waiting', number(events.pending), events.lag_seconds > 0 ? `oldest due for ${events.lag_seconds} s` : null, events.lag_seconds > 300),
    tile('Events given up', number(events.failed), null, events.failed > 0),
    tile('Rows without a book', number(references.missing_references), references.checked_at ? null : 'no audit yet', references.missing_references > 0),
  );
  mark('dcs', dcs.breaker === 'open' || failing(dcs));
  mark('database', !database.up || database.waiting > 0);
  mark('events', events.failed > 0 || events.lag_seconds > 300 || !events.hears_replicas);
  mark('references', references.missing_references > 0);
}

const failing = (dcs) => dcs.last_bad && (!dcs.last_good || dcs.last_good < dcs.last_bad);

function mark(panel, trouble) {
  document.querySelector(`nav a[href="#${panel}"]`).classList.toggle('trouble', Boolean(trouble));
}

export function books(state) {
  const { books: panel } = state;
  const { reads } = panel;
  const asked = reads.fresh + reads.stale + reads.fetched;
  put('books-line', `${plural(panel.in_memory, 'book', 'books')} in memory. Since the start ${number(asked)} were answered, ${
    asked > 0 ? percent((reads.fresh + reads.stale) / asked) : 'none'} from memory; ${number(reads.missing)} were asked for that DCS does not have.`);
  put('hottest', panel.hottest.length === 0 ? none('Nobody has asked for a single book yet.') : table(
    'Hottest books',
    ['Book', 'Title', 'Requests#', 'Fetched', 'Next refresh', ''],
    panel.hottest.map((book) => [
      String(book.id),
      cell(book.title ?? '(not in memory)', 'wrap'),
      percent(book.share),
      when(book.fetched_at),
      when(book.fresh_until),
      full(state) ? cell(button('Refresh', `refresh-${book.id}`, () => actions.refreshBook(book)), 'act') : '',
    ]),
  ));
}

export function dcs(state) {
  const { dcs: panel } = state;
  put('dcs-line',
    `Signed in by ${panel.login}`, ...(panel.logged_in_at ? [', ', when(panel.logged_in_at)] : []), '. Last good answer ', when(panel.last_good),
    ...(panel.last_failure ? ['; last failure ', when(panel.last_bad), `: ${panel.last_failure}.`] : ['; no failure.']));
  const operations = [...new Set(panel.calls.map((call) => call.operation))];
  put('calls', operations.length === 0 ? none('DCS has not been asked yet.') : table(
    'Calls since the start',
    ['Operation', 'Good#', 'Failed#', 'Failures'],
    operations.map((operation) => {
      const all = panel.calls.filter((call) => call.operation === operation);
      const bad = all.filter((call) => call.outcome !== 'success' && call.outcome !== 'not_found');
      const sum = (calls) => calls.reduce((total, call) => total + call.count, 0);
      return [operation, number(sum(all) - sum(bad)), number(sum(bad)),
        cell(bad.map((call) => `${call.outcome.replace('_', ' ')} ${number(call.count)}`).join(', '), 'wrap')];
    }),
  ));
  put('breaker', el('p', {}, 'State: ', el('strong', { class: panel.breaker === 'open' ? 'bad-text' : 'good-text' }, panel.breaker.replace('_', '-'))),
    panel.breaker_history.length === 0 ? none('It has not opened since the start.') : table('Changes of the breaker', ['When', 'Became'],
      [...panel.breaker_history].reverse().slice(0, 10).map((change) => [when(change.at), change.state.replace('_', '-')])));
}

export function events(state) {
  const { events: panel } = state;
  put('events-line', panel.accepted ? '' : 'Events are not accepted: no secret is set. ',
    panel.not_read ? `The queue can't be read: ${panel.not_read}. ` : `${number(panel.pending)} wait, ${number(panel.failed)} were given up.`);
  const given = panel.given_up ?? [];
  put('given-up', given.length === 0 ? none('None.') : table(
    'Events given up',
    ['Event', 'What', 'Book', 'Received', 'Tries#', 'Why', ''],
    given.map((event) => [
      String(event.id),
      event.event,
      cell(event.title ? `${event.book_id} ${event.title}` : String(event.book_id ?? '–'), 'wrap'),
      when(event.received_at),
      number(event.attempts),
      cell(event.error ?? '–', 'wrap'),
      full(state) ? cell(button('Replay', `replay-${event.id}`, () => actions.replay(event)), 'act') : '',
    ]),
  ));
  const types = [...new Set(panel.counts.map((count) => count.type))];
  put('event-counts', types.length === 0 ? none('None has come to this replica yet.') : table(
    'Events by type and state', ['Type', 'States'],
    types.map((type) => [type, panel.counts.filter((count) => count.type === type).map((count) => `${count.status} ${number(count.count)}`).join(', ')])));
  const { subscriptions } = panel;
  put('subscriptions', facts('Subscriptions and replicas', [
    ['Ours at DCS', subscriptions.failure ? `failed: ${subscriptions.failure}` : subscriptions.ours],
    ['Of others', subscriptions.others.length === 0 ? 'none' : subscriptions.others.join(', ')],
    ['Replicas that listen', panel.replicas === null ? 'unknown' : number(panel.replicas)],
    ['Other replicas are heard', panel.hears_replicas ? 'yes' : 'no'],
    ['The queue is worked off here', panel.worked_off ? 'yes' : 'no'],
  ]));
}

function migrationFacts(migration) {
  const report = migration.report ?? {};
  const backup = report.backup;
  const rows = [['Database', migration.migrated ? `migrated, schema version ${migration.version}` : 'not migrated']];
  if (report.outcome) {
    rows.push(['What was done', report.outcome], ['When', when(report.finished_at ?? report.started_at)]);
  }
  if (report.books_dropped !== undefined) {
    rows.push(['Books', `${number(report.books)}; dropped: ${number(report.books_dropped)}`]);
  }
  if (backup && typeof backup === 'object') {
    rows.push(['Backup', `${backup.file} (${bytes(backup.bytes)})`], ['Its SHA-256', el('code', {}, backup.sha256)]);
  } else if (backup) {
    rows.push(['Backup', backup]);
  }
  return facts('Migration', rows);
}

function steps(list) {
  const longest = Math.max(...list.map((step) => step.seconds), 0.001);
  return table('Steps of the migration', ['Step', 'Seconds#', ''], list.map((step) => {
    const span = el('span');
    span.style.width = `${(100 * step.seconds) / longest}%`;
    return [step.step, step.seconds.toFixed(3), el('div', { class: 'bar' }, span)];
  }));
}

function sizes(tables) {
  return table('Tables of the migration', ['Table', 'Rows before#', 'after#', 'Size before#', 'after#'],
    Object.entries(tables).map(([name, sized]) =>
      [name, number(sized.rows_before), number(sized.rows_after), bytes(sized.bytes_before), bytes(sized.bytes_after)]));
}

function checks(lines) {
  return el('details', {}, el('summary', {}, `What was checked before (${lines.length})`), table('Checks', ['Checked', 'Found'],
    lines.map((line) => [line.checked, cell(line.found ?? line.warning ?? line.not_proven ?? '–', line.found ? 'wrap' : 'wrap bad-text')])));
}

export function database(state) {
  const { database: panel } = state;
  put('database-line', panel.up ? 'PostgreSQL answers. ' : 'PostgreSQL does not answer. ',
    `${panel.active} of ${panel.connections} connections in use, ${panel.idle} idle, ${
      plural(panel.waiting, 'request waits', 'requests wait')} for one; ${plural(panel.callers_remembered, 'caller', 'callers')} remembered.`);
  // What it did does not change: details that were opened stay open.
  const shown = JSON.stringify(panel.migration);
  const parent = document.getElementById('migration');
  if (parent.dataset.shown !== shown) {
    parent.dataset.shown = shown;
    const report = panel.migration.report ?? {};
    put('migration', migrationFacts(panel.migration),
      report.steps?.length > 0 ? el('div', { class: 'scroll' }, steps(report.steps)) : null,
      report.tables ? el('div', { class: 'scroll' }, sizes(report.tables)) : null,
      report.preflight?.length > 0 ? checks(report.preflight) : null);
  }
}

export function references(state) {
  const { references: panel } = state;
  const again = document.getElementById('look-again');
  again.disabled = panel.under_way;
  if (!panel.checked_at) {
    put('references-line', panel.under_way ? 'Looking …' : 'This replica has not looked yet; one of them looks each night.');
    put('missing');
    return;
  }
  put('references-line', panel.under_way ? 'Looking … ' : '', 'Looked ', when(panel.checked_at),
    `: ${number(panel.missing_references)} of ${number(panel.references)} rows refer to ${plural(panel.missing_books, 'book', 'books')} that DCS does not know`,
    panel.unknown_books > 0 ? `; it could not be asked for ${number(panel.unknown_books)}.` : '.');
  put('missing', panel.missing.length === 0 ? none('None.') : table(
    'Rows without a book',
    ['Book', 'Activities#', 'Assignments#', 'Book assignments#', ''],
    panel.missing.map((book) => [String(book.book_id), number(book.activities), number(book.assignments), number(book.book_assignments),
      cell(button('Show rows', `rows-${book.book_id}`, () => actions.showRows(book.book_id)), 'act')])));
}

export function bounds(state) {
  put('bound-bars', table('Bounds', ['Bound', '', 'Now#', 'Most#', 'Limit#'], state.bounds.map((item) => {
    const bar = (value, kind) => {
      const span = el('span', { class: kind });
      span.style.width = `${Math.min(100, (100 * value) / item.limit)}%`;
      return span;
    };
    const nearlyFull = item.now >= 0.9 * item.limit;
    return [bound(item.name), el('div', { class: nearlyFull ? 'bar full' : 'bar' }, bar(item.most, 'most'), bar(item.now, null)),
      amount(item.now, item.unit), amount(item.most, item.unit), amount(item.limit, item.unit)];
  })));
}
