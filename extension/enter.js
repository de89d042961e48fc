// Runs once in a page the reader asked about. Loads the modules; a classic script, because browsers inject only those.
(async () => {
  const api = globalThis.browser ?? chrome;
  await import(api.runtime.getURL('content.js'));
})();
