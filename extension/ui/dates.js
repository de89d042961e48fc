/**
 * Partial dates of records (`2013`, `2013-05`, `2013-05-02`) in the reader's language. A date is never shown more exact than it is recorded.
 */

import { spokenLanguage, t } from './words.js';

/** @type {Intl.DateTimeFormatOptions[]} */
const PRECISION = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { year: 'numeric', month: 'long', day: 'numeric' }];

/**
 * A partial date in words; what is not such a date (`early 2000s`) is given back as it stands.
 *
 * @param {string} date
 * @returns {string}
 */
export function dateInWords(date) {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$/.exec(date);
  if (!parts) return date;
  const [year, month, day] = parts.slice(1).map((part) => (part ? Number(part) : undefined));
  const format = PRECISION[day ? 2 : month ? 1 : 0];
  const moment = new Date(Date.UTC(/** @type {number} */ (year), (month ?? 1) - 1, day ?? 1));
  return new Intl.DateTimeFormat(spokenLanguage(), { ...format, timeZone: 'UTC' }).format(moment);
}

/**
 * The time a statement holds for: "since …", "until …", "… – …" or, without dates, that it is undated.
 *
 * @param {{valid_from?: string|null, valid_to?: string|null}} statement
 * @returns {string}
 */
export function validity({ valid_from: from, valid_to: to }) {
  if (from && to) return from === to ? dateInWords(from) : t('span_of_time', dateInWords(from), dateInWords(to));
  if (from) return t('since', dateInWords(from));
  if (to) return t('until', dateInWords(to));
  return t('undated');
}

/**
 * Whether a partial date is surely later than another: `2024` is not surely later than `2024-05`.
 *
 * @param {string|null|undefined} date
 * @param {string|null|undefined} other
 * @returns {boolean}
 */
export function isAfter(date, other) {
  if (!date || !other || !/^\d{4}/.test(date) || !/^\d{4}/.test(other)) return false;
  const length = Math.min(date.length, other.length);
  return date.slice(0, length) > other.slice(0, length);
}

/**
 * What a statement's dates mean on a day: it `holds` (or may), it `began` later, it had `ended`; `endedSince` when it held and no longer does.
 *
 * @param {{valid_from?: string|null, valid_to?: string|null, current_as_of?: boolean|null}} statement
 * @param {string|null} asOf
 * @returns {{time: 'holds'|'began'|'ended', endedSince: boolean}}
 */
export function timeOf({ valid_from: from, valid_to: to, current_as_of: current }, asOf) {
  if (current === false) return { time: isAfter(from, asOf) ? 'began' : 'ended', endedSince: false };
  return { time: 'holds', endedSince: isAfter(to, asOf) && !isAfter(to, new Date().toISOString()) };
}
