/**
 * What a page of ours may do: nothing from elsewhere, nothing inline, nothing framed. No text becomes markup or code by
 * being written into the page, since only a policy could pass it and none may be made.
 */
const policy = (connect: "'self'" | "'none'"): string =>
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
  `connect-src ${connect}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** In a browser the calls go over http, to where the page came from. */
export const browserPolicy = policy("'self'");
/** On the desktop they go through the bridge, so the page itself asks for nothing. */
export const desktopPolicy = policy("'none'");

/** On every answer, refusals included; a route may narrow the policy and say how long its answer may be kept. */
export const securityHeaders = (pagePolicy: string): Readonly<Record<string, string>> => ({
  'content-security-policy': pagePolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()',
  'cache-control': 'no-store',
});
