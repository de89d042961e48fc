/**
 * Sets up the words of an extension page: to be imported first.
 */

import { message, uiLanguage } from '../browser.js';
import { speak, spokenLanguage } from '../ui/words.js';

speak(message, uiLanguage());
document.documentElement.lang = spokenLanguage();
