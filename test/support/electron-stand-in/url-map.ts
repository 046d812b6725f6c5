/**
 * Chromium does not navigate to schemes it does not know, so `app://host/path` is shown to it as a page of
 * https://host.app.stand-in.invalid: a secure origin of its own that no resolver answers for.
 */
const suffix = '.stand-in.invalid';
const known = new Set<string>();

export const addScheme = (scheme: string): void => {
  known.add(scheme);
};

export const toPageUrl = (url: string): string => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  if (!match || !scheme || !known.has(scheme)) return url;
  return `https://${match[2]}.${scheme}${suffix}${match[3] || '/'}`;
};

/** What the main process sees; urls of the network are left as they are. */
export const toAppUrl = (url: string): string => {
  const match = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.stand-in\.invalid(?=[/?#]|$)(.*)$/is.exec(url);
  return match ? `${match[2]}://${match[1]}${match[3]}` : url;
};

/** Electron gives custom standard schemes an origin of scheme and host. */
export const originOf = (appUrl: string): string => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(appUrl);
  const scheme = match?.[1]?.toLowerCase();
  if (!match || !scheme) return 'null';
  if (known.has(scheme)) return `${scheme}://${match[2]}`;
  return URL.canParse(appUrl) ? new URL(appUrl).origin : 'null';
};
