import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { AdId } from '../../../contract/index.ts';
import { isMac } from '../../state/combos.ts';
import { go, library, placeOf, replace } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { useView } from '../../state/view.ts';
import { endScrub, scrubAt, scrubBy } from '../../ui/scrub.ts';
import { type Cursor, cursorAt, cursorIn, stopAfter } from './grid-cursor.ts';
import { rowDomId } from './grid-row.tsx';
import { foldKey, Lines } from './lines.ts';
import type { RowPages } from './row-pages.ts';
import type { Selection } from './use-selection.ts';

/** How the ads lie, and how many lines a page has: what one key press moves by. */
interface Shape {
  readonly lines: Lines;
  readonly page: number;
}

export interface Browsing {
  readonly pages: RowPages;
  /** Place of the keyboard cursor in the view; null before the first move. */
  readonly active: number | null;
  /** The header that the cursor is on in its place. */
  readonly activeHead: number | null;
  readonly openId: AdId | null;
  readonly selected: ReadonlySet<AdId>;
  readonly chosen: 'none' | 'some' | 'all';
  readonly toggleAll: () => void;
  readonly setShape: (shape: Shape) => void;
  readonly open: (index: number, seconds?: number) => void;
  readonly step: (by: number) => void;
  /** Shows the ad large; from ad to ad there is one visit for Back. */
  readonly review: (index: number) => void;
  readonly gridHandlers: {
    readonly onClick: (event: MouseEvent<HTMLElement>) => void;
    readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerLeave: () => void;
  };
}

/** The pane follows the cursor once it rests, not at each step of a held key. */
const FOLLOW_MS = 90;

const setFolded = (lines: Lines, group: number, folded: boolean): void => {
  const key = foldKey(lines.groups[group] as { key: string | null });
  const next = new Set(lines.folded);
  if (folded) next.add(key);
  else next.delete(key);
  useView.getState().fold(next);
};

/** Cursor, opening and the keys of the grid; tiles and table share it, so that they are one list. */
export const useBrowsing = (
  pages: RowPages,
  openId: AdId | null,
  selection: Selection,
  onPreview: () => void,
  onMenu: (at: { x: number; y: number }) => void,
): Browsing => {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const active = cursor?.at ?? null;
  const [activeHead, setActiveHead] = useState<number | null>(null);
  /** The ad that was opened from here. Any other that is open came by a link, by Back or with the start. */
  const opened = useRef<AdId | null>(null);
  const shape = useRef<Shape>({ lines: new Lines(0, 1, [], new Set()), page: 10 });
  const follow = useRef<ReturnType<typeof setTimeout>>(undefined);
  const selected = useView((view) => view.selected);

  // After another sort or filter the cursor stays on its ad where that is near, else it starts anew.
  useEffect(() => {
    const focused = document.activeElement?.matches('[role=grid]') ?? false;
    setCursor((was) => cursorIn(pages, was, focused));
    setActiveHead(null);
  }, [pages]);

  // Keys mean the ad that is open, so the cursor goes to it; to none where the view does not hold it.
  useEffect(() => {
    if (openId === null) opened.current = null;
    if (openId === null || openId === opened.current || !pages.ready) return;
    let current = true;
    const near = pages.indexOf(openId);
    void (near >= 0 ? Promise.resolve(near) : pages.ids().then((ids) => ids.indexOf(openId))).then((at) => {
      if (!current) return;
      opened.current = openId;
      setCursor(at >= 0 ? { at, id: openId } : null);
      setActiveHead(null);
    });
    return () => {
      current = false;
    };
  }, [pages, pages.ready, openId]);

  const moveTo = useCallback(
    (index: number, opening: boolean) => {
      const to = Math.max(0, Math.min(pages.total - 1, index));
      setCursor(cursorAt(pages, to));
      setActiveHead(null);
      const { lines } = shape.current;
      const group = lines.groupOf(to);
      if (group !== null && lines.isFolded(group)) setFolded(lines, group, false);
      const ad = pages.row(to);
      clearTimeout(follow.current);
      if (ad && opening) {
        follow.current = setTimeout(() => {
          opened.current = ad.id;
          replace({ ...library, ad: ad.id } as typeof library);
        }, FOLLOW_MS);
      }
      return to;
    },
    [pages],
  );

  const toHead = useCallback((group: number) => {
    setCursor(null);
    setActiveHead(group);
  }, []);

  const open = useCallback(
    (index: number, seconds?: number) => {
      const ad = pages.row(moveTo(index, false));
      if (!ad) return;
      opened.current = ad.id;
      go({ name: 'library', ad: ad.id, seconds: seconds ?? null });
    },
    [pages, moveTo],
  );

  const step = useCallback(
    (by: number) => {
      const from = active ?? (openId === null ? -1 : pages.indexOf(openId));
      moveTo(from + by, openId !== null);
    },
    [active, openId, pages, moveTo],
  );

  const review = useCallback(
    async (index: number) => {
      const to = moveTo(index, false);
      const id = pages.row(to)?.id ?? (await pages.ids())[to];
      if (id === undefined) return;
      setCursor({ at: to, id });
      opened.current = id;
      const move = placeOf(window.location.hash).name === 'review' ? replace : go;
      move({ name: 'review', ad: id, seconds: null });
    },
    [pages, moveTo],
  );

  const onHead = (group: number, target: HTMLElement): void => {
    const { lines } = shape.current;
    toHead(group);
    if (!target.closest('[data-check]')) setFolded(lines, group, !lines.isFolded(group));
    else if (target.tagName === 'INPUT')
      void selection.toggleRange(lines.firstOf(group), lines.groups[group]?.ads ?? 0);
  };

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const head = target.closest<HTMLElement>('[data-group]');
    if (head) return onHead(Number(head.dataset.group), target);
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
    if (Number.isNaN(index)) return;
    const check = target.closest('[data-check]');
    if (check && target.tagName !== 'INPUT') return;
    if (event.shiftKey) void selection.extendTo(index);
    else if (check || (isMac ? event.metaKey : event.ctrlKey)) selection.toggle(index);
    else {
      const seconds = target.closest<HTMLElement>('[data-seconds]')?.dataset.seconds;
      open(index, seconds === undefined ? undefined : Number(seconds));
      return;
    }
    moveTo(index, false);
  };

  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const under = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    // By key it comes from the list itself, and means the ad at the cursor.
    const index = under ? Number(under.dataset.index) : active;
    if (index === null) return;
    event.preventDefault();
    const ad = pages.row(index);
    if (ad && !selected.has(ad.id)) selection.clear();
    moveTo(index, false);
    const row = document.getElementById(rowDomId(index));
    // The line of the keyboard is drawn also where the list is scrolled away from it.
    if (!under) row?.scrollIntoView({ block: 'nearest' });
    const box = row?.getBoundingClientRect();
    onMenu(under || !box ? { x: event.clientX, y: event.clientY } : { x: box.left + 48, y: box.bottom });
  };

  const scrub = (by: number): void => {
    const row = active === null ? null : document.getElementById(rowDomId(active));
    const box = row?.querySelector<HTMLElement>('[data-scrub]');
    if (box) scrubBy(box, by);
  };
  const scrubbing = active !== null && openId === null;
  useShortcut('frameOn', scrubbing ? () => scrub(1) : null);
  useShortcut('frameBack', scrubbing ? () => scrub(-1) : null);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if ((event.target as HTMLElement).closest('button, input')) return;
    const { lines, page } = shape.current;
    const mod = isMac ? event.metaKey : event.ctrlKey;
    const stop = activeHead !== null ? { head: activeHead } : active !== null ? { ad: active } : null;
    const to = event.altKey ? null : stopAfter(event.key, stop, lines, page);
    if (to !== null) {
      event.preventDefault();
      if (to === 'fold' || to === 'unfold') {
        if (activeHead !== null) setFolded(lines, activeHead, to === 'fold');
      } else if ('head' in to) toHead(to.head);
      else {
        if (event.shiftKey && active !== null) selection.startAt(active);
        const index = moveTo(to.ad, openId !== null && !event.shiftKey);
        if (event.shiftKey) void selection.extendTo(index);
      }
    } else if (activeHead !== null && (event.key === ' ' || event.key === 'Enter')) {
      event.preventDefault();
      const [first, ads] = [lines.firstOf(activeHead), lines.groups[activeHead]?.ads ?? 0];
      if (mod) void selection.toggleRange(first, ads);
      else setFolded(lines, activeHead, !lines.isFolded(activeHead));
    } else if (mod && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      void selection.all();
    } else if (event.key === ' ' && active !== null) {
      event.preventDefault();
      if (mod) selection.toggle(active);
      else {
        if (openId === null) open(active);
        onPreview();
      }
    } else if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      void review(active);
    }
  };

  const chosen = selected.size === 0 ? 'none' : selection.allShown ? 'all' : 'some';
  const setShape = useCallback((next: Shape) => {
    shape.current = next;
  }, []);
  return {
    pages,
    active,
    activeHead,
    openId,
    selected,
    chosen,
    toggleAll: () => void (chosen === 'all' ? selection.none() : selection.all()),
    setShape,
    open,
    step,
    review: (index) => void review(index),
    gridHandlers: {
      onClick,
      onContextMenu,
      onKeyDown,
      onPointerMove: scrubAt,
      onPointerLeave: endScrub,
      onFocus: (event) => {
        // A press on the head of a column puts no cursor anywhere: a key would mean the first ad.
        if (event.target !== event.currentTarget) return;
        if (activeHead === null && openId === null && pages.total > 0)
          setCursor((was) => was ?? { ...cursorAt(pages, 0), byFocus: true });
      },
    },
  };
};
