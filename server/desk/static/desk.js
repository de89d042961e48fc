/**
 * The desk's own script, for comfort alone: every page works without it.
 */

/** The form's complaints are read out and reached first. */
const complaints = document.querySelector('.complaints');
if (complaints instanceof HTMLElement) complaints.focus();

/** htmx posts carry the form's token of the page they come from. */
document.addEventListener('htmx:configRequest', (event) => {
  const token = document.querySelector('input[name="form_token"]');
  if (token instanceof HTMLInputElement) /** @type {CustomEvent} */ (event).detail.headers['X-Form-Token'] = token.value;
});
