/** The one place the window may be at. A scheme of our own: no file:// privileges, no port that others can reach. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://titan`;
export const startUrl = `${appOrigin}/index.html`;
export const safeUrl = `${appOrigin}/safe-page`;

/** Exact, since a prefix would let `app://titan.evil` in; opaque origins have no host to compare. */
export const isOurs = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === appOrigin && username === '' && password === '';
};
