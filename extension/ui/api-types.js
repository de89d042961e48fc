/**
 * The members of the annotation response (DESIGN.md §5) as the interface reads them. Types alone: nothing here runs.
 *
 * @typedef {{url?: string|null, title?: string|null, publisher?: string|null, kind?: string|null, published?: string|null, accessed?: string|null,
 *   archive_url?: string|null, asserted_by?: string|{id?: string|null, name?: string}|null, licence?: string|null}} Citation
 *
 * @typedef {{id?: string|null, name?: string|null, reason?: string|null}} StatementObject: an entity, words, or `unknown` with the reason
 *
 * @typedef {object} Statement
 * @property {string} id
 * @property {string} [subject]
 * @property {string} predicate
 * @property {StatementObject} object
 * @property {string|null} [role]
 * @property {string|null} [valid_from]
 * @property {string|null} [valid_to]
 * @property {string} [status] published, disputed or withdrawn
 * @property {string} [rank] preferred, normal or deprecated
 * @property {string} [layer] curated, compiled or reported
 * @property {string|null} [note]
 * @property {boolean|null} [current_as_of] whether it held on the article's date; null where the record has no dates to tell
 * @property {string[]} [contradicts]
 * @property {Record<string, string|number>} [qualifiers]
 * @property {Citation[]} citations
 *
 * @typedef {object} Entity
 * @property {string} id
 * @property {string} kind outlet, organization or person
 * @property {string} [category]
 * @property {string} name
 * @property {string|null} [description]
 * @property {string|null} [country]
 * @property {Statement[]} statements
 *
 * @typedef {{kind: string, text: string, start?: number|null, end?: number|null, statement?: string|null}} Evidence
 *
 * @typedef {{text?: string|null, start?: number|null, end?: number|null, entity?: string|null}} LinkedSpan
 *
 * @typedef {LinkedSpan & {type: string, name?: string|null, evidence?: Evidence[]}} Source
 *
 * @typedef {{text: string, start?: number|null, end?: number|null, directness?: string}} Content
 *
 * @typedef {object} Attribution
 * @property {string} id
 * @property {Source} source
 * @property {LinkedSpan|null} [cue]
 * @property {Content} content
 * @property {string|null} [described_as]
 * @property {LinkedSpan[]} [described_organizations]
 * @property {LinkedSpan|null} [channel]
 * @property {string|null} [continues]
 *
 * @typedef {{kind: string, between: string[], via?: string|null, statements?: string[], disputed_by?: string[]}} Relation
 *
 * @typedef {{attributions: number, by_source: Record<string, number>, by_channel: Record<string, number>}} Profile
 *
 * @typedef {{type: string, exact?: string, prefix?: string, suffix?: string, start?: number, end?: number}} Selector
 *
 * @typedef {{id: string, type: string, motivation?: string, body?: unknown, target: {source?: string|null, selector: Selector[]}}} Item
 *
 * @typedef {{text: string, name?: string|null, role?: string, start?: number|null, end?: number|null, reason: string}} Unlinked
 *
 * @typedef {{name: string|null, entity: string|null, evidence?: Evidence[]}} Outlet
 *
 * @typedef {object} PageInfo
 * @property {string|null} [url]
 * @property {string|null} [canonical]
 * @property {string|null} [title]
 * @property {string|null} [published]
 * @property {string|null} [language]
 * @property {{name: string, entity: string|null}[]} [byline]
 * @property {string} [text] present when asked for with include=text
 * @property {Outlet|null} [origin_outlet]
 *
 * @typedef {object} AnnotationPage
 * @property {string} [id]
 * @property {PageInfo} page
 * @property {Outlet|null} outlet
 * @property {Record<string, Entity>} entities
 * @property {Attribution[]} attributions
 * @property {Relation[]} relations
 * @property {Profile} profile
 * @property {Item[]} items
 * @property {Unlinked[]} unlinked
 * @property {string} edition
 *
 * @typedef {{type?: string, title?: string, status?: number, detail?: string, needs_content?: boolean}} Problem RFC 9457
 */

export {};
