export const TRACKING_PARAMETERS = { exact: ['fbclid'], prefixes: ['utm_'] };
