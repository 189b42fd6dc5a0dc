// What the buttons do: they ask first, then POST.
import { el, none, put, table } from './words.js';

/** Says something in passing. */
export function say(text) {
  const message = el('p', {}, text);
  document.getElementById('toast').append(message);
  setTimeout(() => message.remove(), 8000);
}

/** Asks whether to do it. */
function ask(title, text, yes) {
  document.getElementById('ask-title').textContent = title;
  document.getElementById('ask-text').textContent = text;
  document.getElementById('ask-yes').textContent = yes;
  const dialog = document.getElementById('ask');
  dialog.returnValue = 'no';
  dialog.showModal();
  document.getElementById('ask-no').focus();
  return new Promise((answered) => {
    dialog.addEventListener('close', () => answered(dialog.returnValue === 'yes'), { once: true });
  });
}

async function post(path) {
  try {
    const answer = await fetch(`console/${path}`, { method: 'POST' });
    const body = await answer.json();
    if (!answer.ok) {
      say(`Not done: ${body.detail}`);
    }
    return answer.ok ? body : null;
  } catch (e) {
    say(`Not done: ${e.message}`);
    return null;
  }
}

const told = (done) => (done.told === 'all replicas' ? 'on all replicas' : 'on this replica alone: the others could not be told');

export async function refreshAll() {
  if (await ask('Refresh everything?', 'All books, lists, pages and images in memory are taken for old on all replicas, and asked of DCS again when somebody wants them. Until then the old ones are answered.', 'Refresh everything')) {
    const done = await post('refresh');
    if (done) {
      say(`Everything is taken for old ${told(done)}.`);
    }
  }
}

export async function refreshBook(book) {
  if (await ask(`Refresh book ${book.id}?`, `DCS is asked for “${book.title ?? book.id}”, its files and its config.json on all replicas that have them in memory.`, 'Refresh this book')) {
    const done = await post(`books/${book.id}/refresh`);
    if (done) {
      say(`Book ${book.id} is refreshed ${told(done)}.`);
    }
  }
}

export async function replay(event) {
  if (await ask(`Replay event ${event.id}?`, `The event ${event.event} of book ${event.book_id} is put into the queue again.`, 'Replay')) {
    if (await post(`events/${event.id}/replay`)) {
      say(`Event ${event.id} is in the queue again.`);
    }
  }
}

export async function lookAgain() {
  if (await ask('Look again?', 'All rows are counted, and DCS is asked for each of their books.', 'Look again')) {
    if (await post('audit')) {
      say('The search for missing books has begun.');
    }
  }
}

/** Shows the rows that refer to a book. */
export async function showRows(book) {
  const answer = await fetch(`console/references/${book}`);
  const found = await answer.json();
  document.getElementById('rows-title').textContent = `Rows that refer to book ${book}`;
  if (!answer.ok) {
    put('rows-table', none(found.detail));
  } else {
    put('rows-table', table(
      `Rows of book ${book}`,
      ['Table', 'Id', 'Name'],
      found.rows.map((row) => [row.table, el('code', {}, row.id), row.name ?? '–']),
    ), none(`Up to ${found.at_most} of each table.`));
  }
  document.getElementById('rows').showModal();
}
