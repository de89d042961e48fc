/**
 * What may be sent of a page's address: no fragment, no account name, no tracking parameters.
 */

import { TRACKING_PARAMETERS } from './tracking-parameters.js';

/**
 * The address to send, or null where the page is not a web page.
 *
 * @param {string} address
 * @returns {string|null}
 */
export function cleanAddress(address) {
  /** @type {URL} */
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!['http:', 'https:'].includes(url.protocol)) return null;
  url.hash = '';
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) {
    if (isTracking(name)) url.searchParams.delete(name);
  }
  return url.href;
}

const NAMES = new Set(TRACKING_PARAMETERS.names.map((name) => name.toLowerCase()));

/** @param {string} name */
function isTracking(name) {
  const low = name.toLowerCase();
  return NAMES.has(low) || TRACKING_PARAMETERS.prefixes.some((prefix) => low.startsWith(prefix));
}
