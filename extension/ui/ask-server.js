/**
 * Asks a server for annotations. Every failure comes back as a problem in the server's own form, so that there is one way to show it.
 */

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */
/** @typedef {import('./api-types.js').Problem} Problem */
/** @typedef {{response: AnnotationPage}|{problem: Problem}} Answer */

const LONGEST_WAIT = 30_000;

/**
 * @param {string} server origin, e.g. `https://sidenote.example`
 * @param {{url?: string, text?: string, html?: string, published?: string, language?: string, include?: 'text'}} request
 * @returns {Promise<Answer>}
 */
export async function askServer(server, request) {
  const address = new URL('/v1/annotations', server);
  /** @type {Response} */
  let reply;
  try {
    reply = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(request),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch (error) {
    return { problem: { type: 'unreachable', title: String(error instanceof Error ? error.message : error) } };
  }
  const body = await reply.json().catch(() => null);
  if (reply.ok && body) return { response: body };
  return { problem: body ?? { type: 'unreachable', title: `HTTP ${reply.status}`, status: reply.status } };
}
