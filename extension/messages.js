/**
 * The messages that pass between popup, background and page. Types alone.
 *
 * To the background:
 * @typedef {{type: 'annotate', tabId: number, url: string}} Annotate ask the server about a tab's page and mark it
 * @typedef {{type: 'send-text', tabId: number, url: string}} SendText the reader agreed to send the page's article text
 *
 * @typedef {{type: 'visited', url: string}} Visited a page of a site the reader switched on
 * @typedef {{type: 'left', address: string}} Left an annotated page goes away; `address` without what stands behind #
 * @typedef {{type: 'back', url: string, response: string, marks: {found: number, all: number}}} Back an annotated page came back whole from the browser's memory; `response` packed, as it was shown
 * @typedef {{type: 'set-site', host: string, on: boolean}} SetSite annotate this site by itself, or no longer
 * @typedef {{type: 'set-silent', host: string, on: boolean}} SetSilent leave this site alone altogether, or no longer
 * @typedef {{type: 'settings-changed'}} SettingsChanged mode, links, off switch or agreement are others now
 * @typedef {{type: 'update-bundle'}} UpdateBundle the reader wants the list of outlets now
 * @typedef {{type: 'label-links', addresses: string[]}} LabelLinks who the outlets of these links are
 * @typedef {{type: 'open-report', subject: ReportSubject}} OpenReport "Something wrong?"
 * @typedef {{type: 'send-report', report: import('./reports.js').Report}} SendReport the reader confirmed it
 *
 * To the page:
 * @typedef {{type: 'show', response: string, marks: import('./ui/finding-model.js').PageMark[], label: string}} Show `response`: packed (ui/packing.js), unpacked when a card or the panel is drawn
 * @typedef {{type: 'open-panel'}} OpenPanel
 * @typedef {{type: 'open-card', key: string}} OpenCard
 * @typedef {{type: 'read-text'}} ReadText
 * @typedef {{type: 'remove'}} Remove
 *
 * To a page whose links are labelled:
 * @typedef {{type: 'list-links'}} ListLinks
 * @typedef {{type: 'go-to-link', index: number}} GoToLink
 * @typedef {{type: 'remove-links'}} RemoveLinks
 *
 * @typedef {Annotate|Visited|Left|Back|SetSite|SetSilent|SettingsChanged|UpdateBundle|LabelLinks|OpenReport|SendReport|SendText|ListLinks|GoToLink|RemoveLinks|Show|OpenPanel|OpenCard|ReadText|Remove} Message
 *
 * What a report is to be about, as far as it is known where the form was opened:
 * @typedef {{about: 'link'|'outlet'|'unknown_outlet', name?: string, text?: string, entity?: string, host?: string, edition?: string,
 *   statements?: {id: string, words: string}[]}} ReportSubject
 *
 * What is remembered of a tab:
 * @typedef {{url: string, response?: import('./ui/api-types.js').AnnotationPage, problem?: import('./ui/api-types.js').Problem, unmarked?: boolean,
 *   marks?: {found: number, all: number}}} TabState
 */

export {};
