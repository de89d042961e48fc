/**
 * Folds a text for matching: white space and invisible characters dropped, quotation marks, dashes and compatibility forms made equal. Every folded
 * character knows its place in the original.
 */

/** @typedef {{text: string, places: Uint32Array, original: string}} Folded `places[i]` is the index in `original` of folded character i */

const INVISIBLE = /[\s\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]/u;
const FORMS = new Map(
  Object.entries({
    '"': '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff02',
    "'": '\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a`\u00b4\u02bc\uff07',
    '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d',
    '...': '\u2026',
  }).flatMap(([plain, forms]) => [...forms].map((form) => /** @type {[string, string]} */ ([form, plain]))),
);
const CLUSTER = /\P{M}\p{M}*|\p{M}+/suy;

/**
 * Folds a text for matching.
 *
 * @param {string} original
 * @returns {Folded}
 */
export function fold(original) {
  const folded = new Folding(original.length);
  for (let at = 0; at < original.length; ) {
    const code = original.charCodeAt(at);
    if (code <= 0x20) {
      at += 1;
    } else if (isPlain(code) && combinesNot(original.charCodeAt(at + 1))) {
      folded.put(code, at);
      at += 1;
    } else {
      CLUSTER.lastIndex = at;
      const form = CLUSTER.exec(original)?.[0] ?? original[at];
      folded.putForm(FORMS.get(form) ?? form.normalize('NFKC'), at);
      at += form.length;
    }
  }
  return folded.done(original);
}

/**
 * Whether a character folds to itself: visible ASCII but the grave accent, Latin letters with accents, Cyrillic, kana, Han, Hangul. The rest goes the
 * slow way; so does what a combining mark may follow.
 *
 * @param {number} code
 */
const isPlain = (code) =>
  code < 0x7f ? code !== 0x60 : code >= 0x4e00 ? code <= 0x9fff || (code >= 0xac00 && code <= 0xd7a3) : (code >= 0xc0 && code <= 0xff) || (code >= 0x400 && code <= 0x481) || (code >= 0x3041 && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30fa);

/** @param {number} code whether no combining mark: general punctuation, or what is plain; NaN at the end of the text */
const combinesNot = (code) => !(code >= 0x300) || isPlain(code) || (code >= 0x2010 && code <= 0x2060) || (code >= 0x3000 && code <= 0x3020) || (code >= 0xff01 && code <= 0xff60);

/** Folded characters under way, in typed arrays that grow: pages reach a million characters. */
class Folding {
  /** @param {number} length */
  constructor(length) {
    this.units = new Uint16Array(length + 64);
    this.places = new Uint32Array(length + 64);
    this.length = 0;
  }

  /**
   * @param {number} code UTF-16 unit
   * @param {number} at
   */
  put(code, at) {
    if (this.length + 1 >= this.units.length) this.grow();
    this.units[this.length] = code;
    this.places[this.length] = at;
    this.length += 1;
  }

  /**
   * @param {string} form
   * @param {number} at
   */
  putForm(form, at) {
    for (let i = 0; i < form.length; i += 1) {
      const unit = FORMS.get(form[i]) ?? form[i]; // NFKC makes new apostrophes: ŉ → ʼn
      for (let j = 0; j < unit.length; j += 1) if (!INVISIBLE.test(unit[j])) this.put(unit.charCodeAt(j), at);
    }
  }

  grow() {
    const [units, places] = [this.units, this.places];
    this.units = new Uint16Array(units.length * 2);
    this.places = new Uint32Array(places.length * 2);
    this.units.set(units);
    this.places.set(places);
  }

  /**
   * @param {string} original
   * @returns {Folded}
   */
  done(original) {
    this.places[this.length] = original.length;
    const parts = [];
    for (let at = 0; at < this.length; at += CHUNK) parts.push(String.fromCharCode(...this.units.subarray(at, Math.min(at + CHUNK, this.length))));
    return { text: parts.join(''), places: this.places, original };
  }
}

const CHUNK = 8192;
