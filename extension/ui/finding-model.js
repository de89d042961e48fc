/**
 * Turns an annotation response into findings: one for each cited source, channel, organization or name left unlinked, with the places of its
 * mentions. Pure; the card, the list and the overlay all show these.
 */

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */
/** @typedef {import('./api-types.js').Attribution} Attribution */
/** @typedef {import('./anchoring.js').Quote & {start: number}} Mark `start`: code points into the page text, for order */

/** @typedef {Mark & {key: string, look: 'person'|'organization'|'unlinked'}} PageMark */

/**
 * @typedef {object} Finding
 * @property {string} key stable within a response
 * @property {string} kind person, official, organization, outlet or unnamed
 * @property {string} name
 * @property {string|null} entity
 * @property {string|null} reason why the name was left unlinked
 * @property {Attribution[]} attributions what it is quoted with
 * @property {Attribution[]} channelOf what reached the article through it
 * @property {string[]} describedAs the article's own words
 * @property {import('./api-types.js').LinkedSpan[]} organizations named in those words
 * @property {import('./api-types.js').Evidence[]} evidence of the link
 * @property {import('./api-types.js').Relation[]} relations to other entities of the page
 * @property {Mark[]} marks
 */

/**
 * The findings of a response in the order of their first mention.
 *
 * @param {AnnotationPage} response
 * @returns {Finding[]}
 */
export function findingsOf(response) {
  const book = new Book(response);
  for (const attribution of response.attributions) addAttribution(book, attribution);
  for (const item of response.items) addItem(book, item);
  for (const unlinked of response.unlinked) addUnlinked(book, unlinked);
  for (const finding of book.all.values()) {
    finding.marks.sort((one, other) => one.start - other.start);
    finding.relations = response.relations.filter(({ between }) => finding.entity !== null && between.includes(finding.entity));
  }
  const first = (/** @type {Finding} */ { marks, attributions }) => marks[0]?.start ?? attributions[0]?.content.start ?? Infinity;
  return [...book.all.values()].sort((one, other) => first(one) - first(other));
}

/**
 * What a page needs to mark findings: every mention with the key and the look of its finding, in the order of the article.
 *
 * @param {Finding[]} findings
 * @returns {PageMark[]}
 */
export function marksOf(findings) {
  const marks = findings.flatMap((finding) => finding.marks.map((mark) => ({ ...mark, key: finding.key, look: lookOf(finding) })));
  return marks.sort((one, other) => one.start - other.start);
}

/**
 * How a finding's marks look in the text and in the list.
 *
 * @param {Finding} finding
 * @returns {'person'|'organization'|'unlinked'}
 */
export function lookOf({ kind, entity }) {
  if (!entity) return 'unlinked';
  return kind === 'person' || kind === 'official' ? 'person' : 'organization';
}

/** The findings under way and what is needed to add to them. */
class Book {
  /** @param {AnnotationPage} response */
  constructor(response) {
    this.response = response;
    /** @type {Map<string, Finding>} */
    this.all = new Map();
    /** @type {Map<string, Finding>} */
    this.byName = new Map();
    this.selectors = selectorsByStart(response.items);
    this.points = response.page.text ? [...response.page.text] : null;
  }

  /**
   * @param {string} key
   * @param {Pick<Finding, 'kind'|'name'|'entity'>} about
   * @returns {Finding}
   */
  open(key, about) {
    let finding = this.all.get(key);
    if (!finding) {
      finding = { key, ...about, reason: null, attributions: [], channelOf: [], describedAs: [], organizations: [], evidence: [], relations: [], marks: [] };
      this.all.set(key, finding);
    }
    return finding;
  }

  /**
   * @param {string} id
   * @param {string} [kind] how the article shows it, where that is more exact than the record
   * @returns {Finding}
   */
  linked(id, kind) {
    const entity = this.response.entities[id];
    const finding = this.open(`entity:${id}`, { kind: kind ?? entity?.kind ?? 'organization', name: entity?.name ?? id, entity: id });
    if (kind === 'official') finding.kind = kind;
    return finding;
  }

  /**
   * @param {string} kind
   * @param {string} name
   * @returns {Finding}
   */
  named(kind, name) {
    const finding = this.open(`name:${nameKey(name)}`, { kind, name, entity: null });
    this.byName.set(nameKey(name), finding);
    return finding;
  }

  /**
   * @param {Finding} finding
   * @param {import('./api-types.js').LinkedSpan} span
   */
  mark(finding, { text, start, end }) {
    if (!text || typeof start !== 'number' || finding.marks.some((mark) => mark.start === start)) return;
    const selector = this.selectors.get(`${start}:${text}`);
    finding.marks.push({ exact: text, start, ...(selector ?? this.around(start, end ?? start + [...text].length)) });
  }

  /**
   * The surroundings of a span, from the page text where the response brought it.
   *
   * @param {number} start
   * @param {number} end
   */
  around(start, end) {
    if (!this.points) return {};
    return { prefix: this.points.slice(Math.max(0, start - 32), start).join(''), suffix: this.points.slice(end, end + 32).join('') };
  }
}

/**
 * @param {Book} book
 * @param {Attribution} attribution
 */
function addAttribution(book, attribution) {
  const { source } = attribution;
  const finding = findingOfSource(book, attribution);
  finding.attributions.push(attribution);
  book.mark(finding, source);
  addEvidence(finding, source.evidence ?? []);
  if (attribution.described_as && !finding.describedAs.includes(attribution.described_as)) finding.describedAs.push(attribution.described_as);
  for (const organization of attribution.described_organizations ?? []) {
    if (!finding.organizations.some(({ text }) => text === organization.text)) finding.organizations.push(organization);
    if (organization.entity) book.mark(book.linked(organization.entity), organization);
  }
  const { channel } = attribution;
  if (channel?.entity) {
    const through = book.linked(channel.entity);
    through.channelOf.push(attribution);
    book.mark(through, channel);
  }
}

/**
 * @param {Book} book
 * @param {Attribution} attribution
 * @returns {Finding}
 */
function findingOfSource(book, { id, source }) {
  if (source.entity) return book.linked(source.entity, source.type === 'official' ? 'official' : undefined);
  if (source.type === 'unnamed' || !(source.name ?? source.text)) {
    return book.open(`unnamed:${id}`, { kind: 'unnamed', name: source.text ?? '', entity: null });
  }
  return book.named(source.type, source.name ?? source.text ?? '');
}

/**
 * @param {Book} book
 * @param {import('./api-types.js').Unlinked} unlinked
 */
function addUnlinked(book, { text, name, start, role, reason }) {
  const full = name ?? text;
  const kind = role === 'channel' ? 'outlet' : role === 'described' ? 'organization' : 'person';
  const finding = book.byName.get(nameKey(full)) ?? book.named(kind, full);
  finding.reason = reason;
  book.mark(finding, { text, start });
}

/**
 * Items mark linked entities that are quoted nowhere, too.
 *
 * @param {Book} book
 * @param {import('./api-types.js').Item} item
 */
function addItem(book, item) {
  const id = entityOfItem(item, book.response);
  const quote = item.target.selector.find(({ type }) => type === 'TextQuoteSelector');
  const position = item.target.selector.find(({ type }) => type === 'TextPositionSelector');
  if (!id || !quote?.exact || typeof position?.start !== 'number') return;
  const known = book.all.get(`entity:${id}`);
  const taken = [...book.all.values()].some((finding) => finding !== known && finding.marks.some(({ start }) => start === position.start));
  if (taken) return;
  const finding = known ?? book.linked(id);
  book.mark(finding, { text: quote.exact, start: position.start });
  addEvidence(finding, evidenceOfItem(item));
}

/**
 * @param {Finding} finding
 * @param {import('./api-types.js').Evidence[]} pieces
 */
function addEvidence(finding, pieces) {
  for (const piece of pieces) {
    if (!finding.evidence.some(({ kind, text }) => kind === piece.kind && text === piece.text)) finding.evidence.push(piece);
  }
}

/**
 * @param {import('./api-types.js').Item} item
 * @returns {import('./api-types.js').Evidence[]}
 */
function evidenceOfItem({ body }) {
  return (Array.isArray(body) ? body : []).flatMap((part) => part?.evidence ?? []);
}

/**
 * The entity that an item's body names: by an `entity` member or by an address that ends in the entity's id.
 *
 * @param {import('./api-types.js').Item} item
 * @param {AnnotationPage} response
 * @returns {string|null}
 */
function entityOfItem(item, { entities }) {
  const bodies = Array.isArray(item.body) ? item.body : [item.body];
  for (const body of bodies) {
    const values = body && typeof body === 'object' ? [body.entity, body.id, body.source, body.value] : [body];
    for (const value of values) {
      const id = typeof value === 'string' ? value.split(/[/:#]/).at(-1) : null;
      if (id && Object.hasOwn(entities, id)) return id;
    }
  }
  return null;
}

/**
 * @param {import('./api-types.js').Item[]} items
 * @returns {Map<string, {prefix: string, suffix: string}>}
 */
function selectorsByStart(items) {
  const found = new Map();
  for (const { target } of items) {
    const quote = target.selector.find(({ type }) => type === 'TextQuoteSelector');
    const position = target.selector.find(({ type }) => type === 'TextPositionSelector');
    if (quote && position) found.set(`${position.start}:${quote.exact}`, { prefix: quote.prefix ?? '', suffix: quote.suffix ?? '' });
  }
  return found;
}

/** @param {string} name */
function nameKey(name) {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
