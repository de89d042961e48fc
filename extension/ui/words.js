/**
 * The interface's words. The extension speaks through the browser's own message lookup, the try-it page through the same table as a module;
 * both are set once with `speak`.
 */

/** @typedef {(key: string, substitutions?: string[]) => string} Lookup */

/** @type {Lookup} */
let lookup = (key) => key;
let language = 'en';

/**
 * Sets where words come from.
 *
 * @param {Lookup} source
 * @param {string} locale BCP 47 tag for plurals and dates
 */
export function speak(source, locale) {
  lookup = source;
  language = locale.replace('_', '-');
}

/** The language words and dates are written in. */
export function spokenLanguage() {
  return language;
}

/**
 * The words of a key.
 *
 * @param {string} key
 * @param {...(string|number)} substitutions
 * @returns {string}
 */
export function t(key, ...substitutions) {
  return lookup(key, substitutions.map(String)) || key;
}

/**
 * The words of a key or, where the table has none (a new predicate, a new kind), a readable form of the raw value.
 *
 * @param {string} group
 * @param {string} value
 * @returns {string}
 */
export function term(group, value) {
  const key = `${group}_${value.replace(/[^A-Za-z0-9_]/g, '_')}`;
  const words = lookup(key, []);
  return words && words !== key ? words : value.replaceAll('_', ' ');
}

/**
 * The words for a number of things: keys end in the plural category of the language (`_one`, `_few`, `_many`, `_other`).
 *
 * @param {string} key
 * @param {number} count
 * @returns {string}
 */
export function counted(key, count) {
  const name = `${key}_${new Intl.PluralRules(language).select(count)}`;
  const words = lookup(name, [String(count)]);
  return words && words !== name ? words : t(`${key}_other`, count);
}

/** @typedef {Record<string, {message: string, placeholders?: Record<string, {content: string}>}>} MessageTable */

/**
 * A lookup over a table in the browsers' own `messages.json` form.
 *
 * @param {MessageTable} table
 * @returns {Lookup}
 */
export function fromTable(table) {
  return (key, substitutions = []) => {
    const message = table[key]?.message ?? '';
    return message.replace(/\$(\d)/g, (_, place) => substitutions[Number(place) - 1] ?? '');
  };
}
