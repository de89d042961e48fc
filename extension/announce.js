// Runs on sites the reader switched on (or everywhere, where they chose known news sites): tells the background that a page is there, and nothing else.
(() => {
  const tell = () => (globalThis.browser ?? chrome).runtime.sendMessage({ type: 'visited', url: location.href });
  let told = location.pathname + location.search;
  globalThis.navigation?.addEventListener('currententrychange', () => {
    if (told === location.pathname + location.search) return;
    told = location.pathname + location.search;
    tell();
  });
  tell();
})();
