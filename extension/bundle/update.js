/**
 * Gets the bundle, or what changed in it since. Nothing of an answer is used before its digest and signature were checked; when they are wrong, the
 * kept bundle stays, and what happened is remembered for the reader to see.
 */

import { keepBundle, keptBundle, keptLines } from './store.js';
import { applyDelta, openEnvelope } from './text.js';
import { BundleRefused, verifiedRows } from './verify.js';

/** @typedef {{at: string, problem: null|'unreachable'|'signature'|'digest'|'format'|'older'|'key'|'storage'}} Outcome of the last look at the server */

const LONGEST_WAIT = 60_000;

/**
 * @param {{server: string, key: string}} trust
 * @returns {Promise<Outcome>}
 */
export async function updateBundle({ server, key }) {
  const at = new Date().toISOString();
  try {
    if (!key) throw new BundleRefused('key');
    const kept = await keptBundle();
    const own = kept?.server === server ? kept : null;
    const answer = await ask(server, own);
    if (answer) await take(answer, { server, key, kept: own });
    return { at, problem: null };
  } catch (error) {
    if (error instanceof BundleRefused) return { at, problem: error.reason };
    return { at, problem: error instanceof DOMException && error.name === 'QuotaExceededError' ? 'storage' : 'unreachable' };
  }
}

/**
 * @param {string} server
 * @param {import('./store.js').Kept|null} kept
 * @returns {Promise<{text: string, tag: string, bytes: number}|null>} null where nothing changed
 */
async function ask(server, kept) {
  const address = new URL('/v1/bundle', server);
  if (kept) address.searchParams.set('from', kept.edition);
  const reply = await fetch(address, {
    headers: kept?.tag ? { 'If-None-Match': kept.tag } : {},
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(LONGEST_WAIT),
  });
  if (reply.status === 304) return null;
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  return { text: await reply.text(), tag: reply.headers.get('ETag') ?? '', bytes: Number(reply.headers.get('Content-Length')) || 0 };
}

/**
 * @param {{text: string, tag: string, bytes: number}} answer
 * @param {{server: string, key: string, kept: import('./store.js').Kept|null}} trust
 */
async function take({ text: sent, tag, bytes }, { server, key, kept }) {
  const { envelope, rest } = opened(sent);
  const text = envelope.from ? applyDelta(await keptLines(), rest) : rest;
  const { header, rows } = await verifiedRows(envelope, text, { key, newest: kept?.edition });
  const size = envelope.from ? kept?.bytes ?? 0 : bytes;
  await keepBundle(rows, { edition: header.edition, created: header.created, outlets: header.outlets, header: text.slice(0, text.indexOf('\n')), server, tag, bytes: size });
}

/** @param {string} sent */
function opened(sent) {
  try {
    return openEnvelope(sent);
  } catch {
    throw new BundleRefused('format');
  }
}

/**
 * The key a server says it signs with: to be shown to the reader, who decides whether to trust it.
 *
 * @param {string} server
 * @returns {Promise<string>} base64
 */
export async function askForKey(server) {
  const reply = await fetch(new URL('/v1/bundle/key', server), { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(10_000) });
  const { public_key: key } = reply.ok ? await reply.json() : {};
  if (typeof key !== 'string' || !/^[A-Za-z0-9+/]{43}=$/.test(key)) throw new Error('no key');
  return key;
}
