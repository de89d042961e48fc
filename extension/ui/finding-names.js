/**
 * What findings are called where they are shown.
 */

import { t } from './words.js';

/**
 * @param {import('./finding-model.js').Finding} finding
 * @returns {string}
 */
export function displayName({ name, kind }) {
  return name || (kind === 'unnamed' ? t('kind_unnamed') : t('unknown'));
}
