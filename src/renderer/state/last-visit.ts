import { isGroup, isSort, useView, type View } from './view.ts';

/** Where the window was left: its address, how the Library was looked at, and how far it was scrolled. */
interface Visit {
  readonly hash: string;
  readonly view: Partial<Omit<View, 'jobId'>> & { readonly layout?: string; readonly shelf?: boolean };
  readonly scroll: number;
}

const KEY = 'titan.last-visit';
const SCROLL_SETTLES_MS = 300;

const read = (): Partial<Visit> => {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
};

let visit: Partial<Visit> = read();
const keep = (change: Partial<Visit>): void => {
  visit = { ...visit, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(visit));
  } catch {
    // Without room for it the next start opens at the Library's top.
  }
};

const known: Readonly<Record<string, (value: string) => boolean>> = { sort: isSort, group: isGroup };

/** Only what is still of the kind that the view expects: another version may have written it. */
const restoreView = (saved: Visit['view'] | undefined): void => {
  if (typeof saved !== 'object' || saved === null) return;
  const now = useView.getState();
  const fits = (key: keyof Visit['view']) =>
    typeof saved[key] === typeof now[key] && (known[key]?.(String(saved[key])) ?? true);
  const keys = (['where', 'sort', 'direction', 'group', 'layout', 'shelf'] as const).filter(fits);
  now.set(Object.fromEntries(keys.map((key) => [key, saved[key]])));
};

/** To be called before the first picture. An address that was given wins over the one that was kept. */
export const restoreLastVisit = (): void => {
  if (window.location.hash === '' && typeof visit.hash === 'string') {
    window.history.replaceState(null, '', visit.hash);
  }
  restoreView(visit.view);
  window.addEventListener('hashchange', () => keep({ hash: window.location.hash }));
  useView.subscribe(({ where, sort, direction, group, layout, shelf }) =>
    keep({ view: { where, sort, direction, group, layout, shelf } }),
  );
};

let lastScroll = typeof visit.scroll === 'number' ? visit.scroll : 0;
/** How far the list was scrolled when the window was left; the first list takes it, later ones start at their top. */
export const takeLastScroll = (): number => {
  const top = lastScroll;
  lastScroll = 0;
  return top;
};

let timer: ReturnType<typeof setTimeout> | undefined;
export const keepScroll = (top: number): void => {
  clearTimeout(timer);
  timer = setTimeout(() => keep({ scroll: Math.round(top) }), SCROLL_SETTLES_MS);
};
