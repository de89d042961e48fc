/**
 * Draws what readers see, before and after a change, with the modules that readers have. Without this script the page holds the same as text.
 */

import { h } from '/ui/dom.js';
import { factList } from '/ui/facts.js';
import { outletCard } from '/ui/outlet-card.js';
import { ownershipPicture } from '/ui/ownership.js';
import { fromTable, speak, term } from '/ui/words.js';
import { WORDS } from '/ui/words.en.js';

speak(fromTable(WORDS), 'en');

for (const both of document.querySelectorAll('[data-preview]')) {
  const { preview: id, day } = /** @type {HTMLElement} */ (both).dataset;
  for (const side of both.querySelectorAll('[data-side]')) {
    const { entities } = /** @type {HTMLElement} */ (side).dataset;
    if (!id || !day || !entities) continue;
    const drawn = card(id, JSON.parse(entities), day);
    drawn.setAttribute('aria-label', side.querySelector('.eyebrow')?.textContent ?? '');
    side.querySelector('.card-text')?.replaceWith(drawn);
  }
}

/**
 * @param {string} id
 * @param {Record<string, import('/ui/api-types.js').Entity>} entities
 * @param {string} day
 * @returns {HTMLElement}
 */
function card(id, entities, day) {
  const entity = entities[id];
  const page = /** @type {import('/ui/api-types.js').AnnotationPage} */ (
    /** @type {unknown} */ ({ page: { published: day }, outlet: { name: entity.name, entity: id }, entities, relations: [] })
  );
  if (entity.kind === 'outlet') {
    const drawn = outletCard(page);
    for (const details of drawn.querySelectorAll('details')) details.open = true;
    return drawn;
  }
  const head = h('section', { class: 'card-body' }, h('p', { class: 'name' }, entity.name), h('p', { class: 'description' }, entity.description || term('category', entity.category ?? entity.kind)));
  const picture = entity.kind === 'person' ? null : ownershipPicture(id, entities);
  if (picture) head.append(picture);
  head.append(factList(entity.statements, day));
  return head;
}
