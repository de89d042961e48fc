/**
 * An answer as plain text with its citations, for the clipboard.
 */

import { dateInWords, validity } from './dates.js';
import { findingsOf } from './finding-model.js';
import { displayName } from './finding-names.js';
import { t, term } from './words.js';

/** @typedef {import('./api-types.js').AnnotationPage} AnnotationPage */

/**
 * @param {AnnotationPage} response
 * @returns {string}
 */
export function asText(response) {
  const { page, outlet, entities, edition } = response;
  const lines = [page.title, page.url, page.published && dateInWords(page.published), ''];
  if (outlet?.name) lines.push(`${t('published_by')} ${outlet.name}`, ...statementLines(entities[outlet.entity ?? '']), '');
  for (const finding of findingsOf(response)) {
    if (finding.entity && finding.entity === outlet?.entity) continue;
    lines.push(`${displayName(finding)} (${term('kind', finding.kind)})`);
    for (const words of finding.describedAs) lines.push(`  ${t('article_says')}: “${words}”`);
    if (finding.entity) lines.push(...statementLines(entities[finding.entity]));
    else if (finding.kind !== 'unnamed') lines.push(`  ${term('unlinked', finding.reason ?? 'unknown')}`);
    lines.push('');
  }
  lines.push(t('edition', edition));
  return lines.filter((line) => line !== null && line !== undefined).join('\n');
}

/** @param {import('./api-types.js').Entity|undefined} entity */
function statementLines(entity) {
  return (entity?.statements ?? [])
    .filter(({ status }) => status !== 'withdrawn')
    .map((statement) => {
      const { predicate, object, role, citations } = statement;
      const sources = citations.map(({ title, publisher, url }) => [title, publisher, url].filter(Boolean).join(', ')).join('; ');
      const disputed = statement.status === 'disputed' || statement.contradicts?.length ? `, ${t('disputed')}` : '';
      return `  ${term('predicate', predicate)} ${object.name ?? object.id ?? t('unknown')}${role ? `, ${role}` : ''} (${validity(statement)}${disputed}) [${sources}]`;
    });
}
