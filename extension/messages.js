/**
 * The messages that pass between popup, background and page. Types alone.
 *
 * To the background:
 * @typedef {{type: 'annotate', tabId: number, url: string}} Annotate ask the server about a tab's page and mark it
 * @typedef {{type: 'send-text', tabId: number, url: string}} SendText the reader agreed to send the page's article text
 *
 * @typedef {{type: 'visited', url: string}} Visited a page of a site the reader switched on
 * @typedef {{type: 'left'}} Left an annotated page goes away
 * @typedef {{type: 'set-site', host: string, on: boolean}} SetSite
 *
 * To the page:
 * @typedef {{type: 'show', response: import('./ui/api-types.js').AnnotationPage}} Show
 * @typedef {{type: 'open-panel'}} OpenPanel
 * @typedef {{type: 'open-card', key: string}} OpenCard
 * @typedef {{type: 'read-text'}} ReadText
 * @typedef {{type: 'remove'}} Remove
 *
 * @typedef {Annotate|Visited|Left|SetSite|SendText|Show|OpenPanel|OpenCard|ReadText|Remove} Message
 *
 * What is remembered of a tab:
 * @typedef {{url: string, response?: import('./ui/api-types.js').AnnotationPage, problem?: import('./ui/api-types.js').Problem, unmarked?: boolean,
 *   marks?: {found: number, all: number}}} TabState
 */

export {};
