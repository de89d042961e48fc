/**
 * The bundle on the device: an IndexedDB table of its lines, found by key or by host, and what is known of the whole. Nothing is decoded but the lines
 * asked for, so that a background worker that just woke up answers at once. Each change is one transaction: the old bundle or the new, never a part.
 */

/** @typedef {import('./text.js').Row} Row */
/** @typedef {{edition: string, created: string, outlets: number, header: string, server: string, tag: string, bytes: number}} Kept `header`: the text's first line; `bytes` as sent */

const NAME = 'sidenote-bundle';

/** @type {Promise<IDBDatabase>|null} */
let opened = null;

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('line', { keyPath: 'key' }).createIndex('hosts', 'hosts', { multiEntry: true });
      request.result.createObjectStore('kept');
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {IDBTransaction} transaction */
const committed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

/** @returns {Promise<Kept|null>} */
export async function keptBundle() {
  const transaction = (await open()).transaction('kept');
  return (await done(transaction.objectStore('kept').get('bundle'))) ?? null;
}

/** @returns {Promise<string[]>} the lines of the kept text, the header first */
export async function keptLines() {
  const transaction = (await open()).transaction(['kept', 'line']);
  const [kept, rows] = await Promise.all([done(transaction.objectStore('kept').get('bundle')), done(transaction.objectStore('line').getAll())]);
  return kept ? [kept.header, ...rows.map(({ text }) => text)] : [];
}

/**
 * Replaces the kept bundle; only lines that differ are written.
 *
 * @param {Row[]} rows
 * @param {Kept} kept
 */
export async function keepBundle(rows, kept) {
  const database = await open();
  const transaction = database.transaction(['kept', 'line'], 'readwrite');
  const finished = committed(transaction);
  const lines = transaction.objectStore('line');
  const before = new Map((await done(lines.getAll())).map(({ key, text }) => [key, text]));
  for (const row of rows) {
    if (before.get(row.key) !== row.text) lines.put(row);
    before.delete(row.key);
  }
  for (const key of before.keys()) lines.delete(key);
  transaction.objectStore('kept').put(kept, 'bundle');
  await finished;
}

export async function dropBundle() {
  const transaction = (await open()).transaction(['kept', 'line'], 'readwrite');
  const finished = committed(transaction);
  transaction.objectStore('kept').clear();
  transaction.objectStore('line').clear();
  await finished;
}

/**
 * A look at the kept lines, all in one transaction.
 *
 * @returns {Promise<{atHost: (host: string) => Promise<string[]>, line: (key: string) => Promise<string|undefined>, kept: () => Promise<Kept|undefined>}>}
 */
export async function lookAtLines() {
  const transaction = (await open()).transaction(['kept', 'line']);
  const lines = transaction.objectStore('line');
  const byHost = lines.index('hosts');
  return {
    atHost: async (host) => (await done(byHost.getAll(host))).map(({ text }) => text),
    line: async (key) => (await done(lines.get(key)))?.text,
    kept: () => done(transaction.objectStore('kept').get('bundle')),
  };
}
