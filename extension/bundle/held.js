/**
 * Whether a period of partial dates (2013, 2013-05, 2013-05-02) covers a day: the rule of credibility_db/dates.py. Pure.
 *
 * @param {string|null} from
 * @param {string|null} to
 * @param {string} day
 * @returns {boolean|null} null where the dates do not tell
 */
export function heldOn(from, to, day) {
  if ((from && day < first(from)) || (to && day > last(to))) return false;
  if (!from || day < last(from)) return null;
  return !to || day <= first(to) ? true : null;
}

/** @param {string} date */
const first = (date) => date + '-01-01'.slice(date.length - 4);

/** @param {string} date */
const last = (date) => date + '-12-31'.slice(date.length - 4);
