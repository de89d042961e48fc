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
