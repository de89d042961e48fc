// Runs on pages where the reader wants links labelled. Loads the module; a classic script, because browsers inject only those.
(async () => {
  const api = globalThis.browser ?? chrome;
  await import(api.runtime.getURL('links.js'));
})();
