// Numbers, times and names as people read them, and the elements that show them.

const seconds = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];

/** "3 min", "2 h 5 min"; of less than a second "0 s". */
export function duration(all) {
  let rest = Math.max(0, Math.round(all));
  const parts = [];
  for (const [size, unit] of seconds) {
    const number = Math.floor(rest / size);
    if (number > 0 || (unit === 's' && parts.length === 0)) {
      parts.push(`${number} ${unit}`);
    }
    rest -= number * size;
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ');
}

/** How long ago that was, or in how long it will be. */
export function fromNow(moment) {
  const away = (Date.parse(moment) - Date.now()) / 1000;
  if (Math.abs(away) < 1) {
    return 'now';
  }
  return away < 0 ? `${duration(-away)} ago` : `in ${duration(away)}`;
}

export function number(value) {
  return value === null || value === undefined ? '–' : value.toLocaleString('en');
}

/** A rate, with as many digits as it takes. */
export function rate(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);
}

export function percent(part) {
  return part === null || Number.isNaN(part) ? '–' : `${(100 * part).toFixed(part > 0.995 || part < 0.1 ? 1 : 0)} %`;
}

export function bytes(value) {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[unit]}`;
}

export function amount(value, unit) {
  return unit === 'bytes' ? bytes(value) : number(value);
}

const names = {
  'answers-not-taken': 'answers that clients do not take',
  'answers-waiting': 'answers over 64 KB that wait to be taken',
  'books-one-by-one': 'books that batches leave out, being asked for',
  'books-one-by-one-waiting': 'books that batches leave out, waiting',
  addresses: 'cached addresses',
  bodies: 'bodies of requests',
  books: 'books in memory',
  callers: 'cached callers',
  configs: 'what config.json files say, in memory',
  'configs-being-read': 'config.json files being read',
  'configs-waiting': 'config.json files waiting to be read',
  connections: 'connections of clients',
  'database-connections': 'connections to the database',
  'dcs-batches': 'DCS: batches',
  'dcs-batches-waiting': 'DCS: batches waiting',
  'dcs-calls': 'DCS: calls in JSON at once',
  'dcs-calls-waiting': 'DCS: calls waiting',
  files: 'files on their way',
  films: 'films of books, in memory',
  'folders-being-read': 'folders of books being read',
  'folders-waiting': 'folders of books waiting to be read',
  images: 'images in memory',
  'images-being-read': 'images being read',
  'images-waiting': 'images waiting to be read',
  'lists-of-rows': 'lists that are being made of rows',
  publishers: 'publishers in memory',
  'requests-of-a-caller': 'requests of a caller, worked on (of who has most)',
  'requests-of-a-caller-waiting': 'requests of a caller, waiting (of who has most)',
  tokens: 'cached tokens',
  'tokens-being-verified': 'tokens being verified',
};

/** What a bound is called. */
export function bound(key) {
  return names[key] ?? key.replaceAll('-', ' ');
}

/**
 * An element. Texts are texts, whatever is in them. Attributes that are functions listen to the
 * event of that name; null and false leave an attribute out.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A moment that says how far away it is; kept right by {@link tick}. */
export function when(moment) {
  if (!moment) {
    return document.createTextNode('–');
  }
  return el('time', { datetime: moment, title: new Date(moment).toLocaleString() }, fromNow(moment));
}

/** Sets all moments of the page right. */
export function tick() {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const text = fromNow(time.getAttribute('datetime'));
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}

/** Puts something into an element, and the focus back where it was. */
export function put(id, ...children) {
  const parent = document.getElementById(id);
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children.filter((child) => child !== null));
  if (key) {
    parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
}

/**
 * A table.
 *
 * @param columns what stands above; those that end with "#" hold numbers
 * @param rows lists of texts and elements; the first of each is its head
 */
export function table(label, columns, rows) {
  const kind = (i) => (columns[i].endsWith('#') ? 'number' : null);
  const cell = (content, i) =>
    i === 0
      ? el('th', { scope: 'row', class: kind(0) }, content)
      : el('td', { class: kind(i) ?? content.cell ?? null }, content.content ?? content);
  return el(
    'table',
    { 'aria-label': label },
    el('thead', {}, el('tr', {}, ...columns.map((name, i) =>
      name === '' ? el('td', {}) : el('th', { scope: 'col', class: kind(i) }, name.replace(/#$/, ''))))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell)))),
  );
}

/** A list of facts: name and value. */
export function facts(label, rows) {
  return el('table', { 'aria-label': label }, el('tbody', {}, ...rows.map(([name, value]) =>
    el('tr', {}, el('th', { scope: 'row' }, name), el('td', { class: 'wrap' }, value)))));
}

export function none(text) {
  return el('p', { class: 'none' }, text);
}

export function plural(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many}`;
}
