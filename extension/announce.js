// Runs on sites the reader switched on: tells the background that a page is there, and nothing else.
(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'visited', url: location.href });
