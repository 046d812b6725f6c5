/**
 * The order in which files are listed, scored and named: depth first, names by UTF-16 code units, as a walk that sorts
 * each folder meets them. No locale and no natural order, so that two machines give the same list; the window may sort
 * for people on top of it. Paths use `/` on every system.
 */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const left = rank(a.charCodeAt(i));
    const right = rank(b.charCodeAt(i));
    if (left !== right) return left < right ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/** A separator ends a name, so it sorts before every character a name may hold: `a/x` before `a.mp4`. */
const rank = (codeUnit: number): number => (codeUnit === 0x2f ? -1 : codeUnit);

/** A path as the system writes it, with `/` between its parts. On POSIX a backslash is part of a name and stays. */
export const portablePath = (path: string, separator: '/' | '\\'): string =>
  separator === '\\' ? path.replaceAll('\\', '/') : path;
