/**
 * Reports on their way: kept on the device until the server has stored them, sent again later when it could not be reached.
 */

import { readKept, setAlarm, writeKept } from './browser.js';

/** @typedef {{about: string, key: string, entity?: string, statement?: string, host?: string, text?: string, message?: string, source?: string, contact?: string, edition?: string}} Report */
/** @typedef {{received: string}|{waiting: true}|{problem: import('./ui/api-types.js').Problem}} ReportOutcome `received`: the server's number of it */

export const ALARM = 'reports';
const MINUTES = 15;
const QUEUE = 'reports';

/** @returns {Promise<Report[]>} */
export const waitingReports = () => readKept(QUEUE, /** @type {Report[]} */ ([]));

/**
 * Queues first, then sends: a worker that is stopped in between loses nothing, and the report's key lets the server store it once.
 *
 * @param {string} server
 * @param {Report} report
 * @returns {Promise<ReportOutcome>}
 */
export async function sendReport(server, report) {
  await writeKept(QUEUE, [...(await waitingReports()), report]);
  const outcome = await post(server, report);
  if ('waiting' in outcome) await setAlarm(ALARM, MINUTES);
  else await forget(report.key);
  return outcome;
}

/**
 * Sends what waits. What the server refuses for good is dropped: it would be refused again.
 *
 * @param {string} server
 */
export async function sendWaiting(server) {
  for (const report of await waitingReports()) {
    if (!('waiting' in (await post(server, report)))) await forget(report.key);
  }
  await setAlarm(ALARM, (await waitingReports()).length ? MINUTES : null);
}

/** @param {string} key */
async function forget(key) {
  await writeKept(QUEUE, (await waitingReports()).filter((report) => report.key !== key));
}

/**
 * @param {string} server
 * @param {Report} report
 * @returns {Promise<ReportOutcome>}
 */
async function post(server, report) {
  try {
    const reply = await fetch(new URL('/v1/reports', server), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(report),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(20_000),
    });
    const body = await reply.json().catch(() => null);
    if (reply.ok && body?.id) return { received: body.id };
    if (reply.status >= 500 || reply.status === 429 || reply.ok) return { waiting: true };
    return { problem: body ?? { title: `HTTP ${reply.status}`, status: reply.status } };
  } catch {
    return { waiting: true };
  }
}
