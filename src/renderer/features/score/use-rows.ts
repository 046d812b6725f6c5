import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Failure } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { useView, type View } from '../../state/view.ts';
import { takeFirstRows } from './first-rows.ts';
import { byMarks, inputOf, RowPages } from './row-pages.ts';

/** How often a running job may make us count what is new. */
const COUNT_EVERY_MS = 700;

export interface Rows {
  readonly pages: RowPages;
  readonly loading: boolean;
  /** Why the newest question got no answer; the rows are then those of the one before. */
  readonly error: Failure | null;
  /** Ads that the filter would show and that were scored after this view was read. */
  readonly fresh: number;
  /** Ads whose pictures have been compared; below the library's size, near-duplicates are not all known yet. */
  readonly indexed: number;
  /** Shown ads were measured again since, or the view may find others. */
  readonly changed: boolean;
  readonly showFresh: () => void;
}

/**
 * The rows of the current view. `still` tells whether someone is looking closely (pointer or focus in the grid, a
 * selection, scrolled): then new ads wait behind a chip, otherwise they come in by themselves.
 */
export const useRows = (still: () => boolean): Rows => {
  const { transport, live } = useApi();
  const view = useView(
    useShallow(({ where, sort, direction, group, jobId }) => ({ where, sort, direction, group, jobId })),
  );
  const [first] = useState(() => takeFirstRows());
  const [pages, setPages] = useState(() => first ?? new RowPages(transport.call, inputOf(view)));
  const [loading, setLoading] = useState(!pages.ready);
  const [fresh, setFresh] = useState(0);
  const [changed, setChanged] = useState(false);
  const [told, setTold] = useState(0);
  const [refused, setRefused] = useState<Failure | null>(null);
  const turn = useRef(0);
  useSyncExternalStore(pages.subscribe, () => pages.version);

  /** The old rows stay until the new ones are here: no empty flash between two views. */
  const open = useCallback(
    async (next: View, asked: RowPages | null = null) => {
      turn.current += 1;
      const mine = turn.current;
      const opened = asked ?? new RowPages(transport.call, inputOf(next));
      setLoading(true);
      await opened.open();
      if (mine !== turn.current) return;
      // A filter that cannot be read leaves the rows of the last one that could.
      setPages((old) => (opened.ready || !old.ready ? opened : old));
      setRefused(opened.error);
      setLoading(false);
      setFresh(0);
      setChanged(false);
    },
    [transport],
  );

  const begun = useRef(first);
  useEffect(() => {
    // The view that the window was drawn with is here already, or on its way.
    const asked = begun.current;
    begun.current = null;
    if (!asked?.ready) void open(view, asked);
  }, [open, view]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let touched = false;
    const count = async () => {
      timer = undefined;
      const result = await transport.call('score.rows', { ...pages.input, limit: 1 });
      if (!result.ok) return;
      const added = result.value.total - pages.total;
      if ((added > 0 || touched) && (!still() || pages.total === 0)) return void open(view);
      setFresh(Math.max(0, added));
      setChanged(touched);
    };
    // The first rows were asked for before anyone here listened.
    if (pages === first) timer = setTimeout(count, COUNT_EVERY_MS);
    const stop = live.onAds((ids) => {
      touched ||= ids.length === 0 || ids.some((id) => pages.indexOf(id) >= 0);
      timer ??= setTimeout(count, COUNT_EVERY_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [live, transport, pages, first, view, open, still]);

  useEffect(
    () =>
      live.onLibrary((indexed, settled) => {
        setTold(indexed);
        if (!settled) return;
        // Which rows there are, and where, depends on it only where the view asks about near-duplicates.
        if (view.group !== 'near' && !/near/i.test(view.where)) void pages.refresh();
        else if (still()) setChanged(true);
        else void open(view);
      }),
    [live, pages, view, open, still],
  );

  // Rows are read again where they stand; only a view that goes by what they say may find others.
  useEffect(
    () =>
      live.onRows(async () => {
        const mine = turn.current;
        await pages.refresh();
        if (!byMarks(pages.input)) return;
        const result = await transport.call('score.rows', { ...pages.input, limit: 1 });
        if (mine !== turn.current || !result.ok || result.value.total === pages.total) return;
        if (still()) setChanged(true);
        else void open(view);
      }),
    [live, transport, pages, view, open, still],
  );

  // Someone has asked for it, so the rows may move.
  useEffect(
    () => live.onChange(() => void open(view, pages.again(inputOf(view)))),
    [live, pages, view, open],
  );

  return {
    pages,
    loading,
    indexed: Math.max(told, pages.indexed),
    error: refused ?? pages.error,
    fresh,
    changed,
    showFresh: useCallback(() => void open(view), [open, view]),
  };
};
