import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { announce } from '../../state/announce.ts';
import { go, library as libraryPlace } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { useView } from '../../state/view.ts';
import { later } from '../../ui/later.ts';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { comparable, openCompare } from '../compare/open-compare.ts';
import { useExportKeys } from '../export/use-export-keys.ts';
import { AdGrid } from './ad-grid.tsx';
import { AdMenu } from './ad-menu.tsx';
import { CollectionsPane } from './collections-pane.tsx';
import { FilterBar } from './filter-bar.tsx';
import css from './library-screen.module.css';
import { foldKey } from './lines.ts';
import { Player } from './player.ts';
import { SelectionBar } from './selection-bar.tsx';
import { Shelf } from './shelf.tsx';
import { TileGrid } from './tile-grid.tsx';
import { useBrowsing } from './use-browsing.ts';
import { useClipAhead } from './use-clip-ahead.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useKeptLook } from './use-kept-look.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { useSharedView } from './use-shared-view.ts';
import { useWidth } from './use-width.ts';

const ColumnsDialog = later(async () => (await import('./columns-dialog.tsx')).ColumnsDialog);
const DetailPane = later(async () => (await import('./detail-pane.tsx')).DetailPane);
const Review = later(async () => (await import('../review/review-screen.tsx')).Review);

const rowHeights = { compact: 44, default: 52, roomy: 64 } as const;
/** Below this the shelf would leave too few rows. */
const SHELF_LEAST_HEIGHT = 640;
const nextGroup = { none: 'near', near: 'hook', hook: 'none' } as const;
const NARROW = 1080;
const TIGHT = 700;
/** Below this an open ad takes the place of the list: beside it nothing of the list could be read. */
const BOTH = 760;
const bothOf = (width: number) => (width < BOTH ? 'one' : 'both');
const roomOf = (width: number) => (width < TIGHT ? 'tight' : width < NARROW ? 'narrow' : 'wide');

interface LibraryScreenProps {
  readonly openId: AdId | null;
  readonly seconds: number | null;
  /** The open ad fills the screen; the list stays behind it as it was left. */
  readonly reviewing: boolean;
  /** Another screen lies over the list, which waits for it. */
  readonly covered: boolean;
  readonly addButton: ReactNode;
  /** What to do while there is nothing to show. */
  readonly start: ReactNode;
}

export const LibraryScreen = ({
  openId,
  seconds,
  reviewing,
  covered,
  addButton,
  start,
}: LibraryScreenProps) => {
  const behind = reviewing || covered;
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const room = useWidth(list, roomOf, window.innerWidth);
  const alone = useWidth(box, bothOf, window.innerWidth) === 'one' && openId !== null;
  const hidden = behind || alone;
  const density = useQuery('settings.get', {}).data?.density ?? 'default';
  const { layout, shelf, where, group, folded, selected, side, tile, set, groupBy, fold } = useView();
  const [viewsAsked, setViewsAsked] = useState(0);

  /** Someone looks at the rows: then nothing may move under the pointer or the cursor. */
  const still = useCallback(() => {
    const grid = list.current?.querySelector('[role=grid]');
    const busy = grid?.matches(':hover, :focus-within') || (grid?.scrollTop ?? 0) > 0;
    return Boolean(busy) || useView.getState().selected.size > 0 || openIdRef.current !== null;
  }, []);
  const openIdRef = useRef(openId);
  openIdRef.current = openId;

  const rows = useRows(still);
  const { pages } = rows;
  const selection = useSelection(pages);
  const [player] = useState(() => new Player());
  useEffect(() => {
    if (openId !== null && seconds !== null) player.seek(seconds);
  }, [player, openId, seconds]);
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const browsing = useBrowsing(pages, openId, selection, player.preview, setMenuAt);
  // An ad that is open has loaded its clip.
  useClipAhead(openId === null && browsing.active !== null ? pages.row(browsing.active) : null);
  useExportKeys(reviewing && openId !== null && selected.size === 0 ? [openId] : selected, pages);

  const close = useCallback(() => {
    go(libraryPlace);
    focusGrid(list.current);
  }, []);
  const was = useRef(hidden);
  useEffect(() => {
    // Only now can the list take the focus again.
    if (was.current && !hidden) focusGrid(list.current);
    was.current = hidden;
  }, [hidden]);
  useGridKeys(list, !hidden && openId === null);
  useShortcut('back', () => (openId === null ? selection.clear() : close()));
  useShortcut('layout', behind ? null : () => set({ layout: layout === 'tiles' ? 'hybrid' : 'tiles' }));
  const [columnsOpen, setColumnsOpen] = useState(false);
  useKeptLook();
  useSharedView();
  useShortcut('columns', behind ? null : () => setColumnsOpen(true));
  useShortcut('group', behind ? null : () => groupBy(nextGroup[group]));
  useShortcut(
    'foldGroups',
    !behind && pages.groups.length > 0
      ? () => fold(new Set(folded.size > 0 ? [] : pages.groups.map(foldKey)))
      : null,
  );
  const sized = layout === 'tiles' && !behind;
  useShortcut('tilesLarger', sized ? () => set({ tile: Math.min(320, tile + 24) }) : null);
  useShortcut('tilesSmaller', sized ? () => set({ tile: Math.max(120, tile - 24) }) : null);
  useShortcut('side', behind ? null : () => set({ side: !side }));
  useShortcut(
    'views',
    behind
      ? null
      : () => {
          set({ side: true });
          setViewsAsked((times) => times + 1);
        },
  );
  useShortcut('showNew', !behind && (rows.fresh > 0 || rows.changed) ? rows.showFresh : null);
  useShortcut('compare', covered ? null : () => void comparable(openId, selected, pages).then(openCompare));
  const paneOpen = openId !== null && !reviewing;
  useShortcut('next', paneOpen ? () => browsing.step(1) : null);
  useShortcut('previous', paneOpen ? () => browsing.step(-1) : null);
  useEffect(() => {
    if (rows.fresh > 0) announce(`${plural(rows.fresh, 'new ad is', 'new ads are')} ready to show`);
  }, [rows.fresh]);

  const showShelf =
    layout === 'hybrid' &&
    shelf &&
    group === 'none' &&
    pages.total > 0 &&
    window.innerHeight >= SHELF_LEAST_HEIGHT;
  return (
    <div ref={box} className={css.screen} data-alone={alone}>
      {side && (
        <div className={`${css.side} ${hidden ? css.behind : ''}`} inert={hidden}>
          <CollectionsPane focusViews={viewsAsked} total={pages.library} />
        </div>
      )}
      <div ref={list} className={`${css.list} ${hidden ? css.behind : ''}`} inert={hidden}>
        <div className={showShelf ? '' : css.top}>
          <FilterBar
            total={pages.total}
            library={pages.library}
            indexed={rows.indexed}
            error={pages.ready ? rows.error : null}
            room={room}
            here={!hidden}
            addButton={addButton}
          />
        </div>
        {showShelf && <Shelf browsing={browsing} selection={selection} />}
        <div className={css.grid}>
          {rows.loading && pages.ready && <div className={css.busy} />}
          <Body
            pages={pages}
            loading={rows.loading}
            refused={rows.error?.code === 'INVALID_INPUT'}
            where={where}
            onClearFilter={() => set({ where: '', jobId: null })}
            onRetry={rows.showFresh}
            start={start}
          >
            {layout === 'tiles' ? (
              <TileGrid browsing={browsing} />
            ) : (
              <AdGrid browsing={browsing} rowHeight={rowHeights[density]} />
            )}
          </Body>
        </div>
        <SelectionBar rows={rows} selection={selection} browsing={browsing} here={!behind} />
      </div>
      {menuAt && (
        <AdMenu
          browsing={browsing}
          at={menuAt}
          onClose={() => {
            setMenuAt(null);
            focusGrid(list.current);
          }}
        />
      )}
      {columnsOpen && <ColumnsDialog judged={pages.judged} onClose={() => setColumnsOpen(false)} />}
      {openId !== null && reviewing && (
        <Suspense>
          <Review id={openId} pages={pages} player={player} onWalk={browsing.review} onClose={close} />
        </Suspense>
      )}
      <Suspense>
        {openId !== null && !reviewing && (
          <DetailPane
            id={openId}
            row={pages.known(openId)}
            player={player}
            onClose={close}
            onStep={browsing.step}
          />
        )}
      </Suspense>
    </div>
  );
};

const focusGrid = (list: HTMLElement | null): void =>
  list?.querySelector<HTMLElement>('[role=grid]')?.focus();

interface BodyProps {
  readonly pages: ReturnType<typeof useRows>['pages'];
  readonly loading: boolean;
  /** The newest filter cannot be read, as is told above; what stands here is the answer to an earlier one. */
  readonly refused: boolean;
  readonly where: string;
  readonly onClearFilter: () => void;
  readonly onRetry: () => void;
  readonly start: ReactNode;
  readonly children: ReactNode;
}

const Body = ({ pages, loading, refused, where, onClearFilter, onRetry, start, children }: BodyProps) => {
  if (!pages.ready && pages.error) {
    // As it was left at the end of the last visit: once more would be refused like this time.
    const byFilter = pages.error.code === 'INVALID_INPUT';
    return (
      <Empty title={byFilter ? 'This filter cannot be read' : 'The library could not be read'}>
        <FailureNote failure={pages.error}>
          <button type="button" className="link" onClick={byFilter ? onClearFilter : onRetry}>
            {byFilter ? 'Show all ads' : 'Try again'}
          </button>
        </FailureNote>
      </Empty>
    );
  }
  if (!pages.ready) return <Empty title={loading ? 'Opening the library …' : ''} />;
  if (pages.total > 0) return children;
  if (pages.library === 0) {
    return (
      <Empty
        title="No ads yet"
        text="Measured ads appear here, the best first. Drop a folder, or start with the samples."
      >
        {start}
      </Empty>
    );
  }
  return (
    <Empty title={refused ? 'This filter cannot be read' : 'No ad matches'} text={emptyText(refused, where)}>
      <button type="button" className="link" onClick={onClearFilter}>
        Show all ads
      </button>
    </Empty>
  );
};

const emptyText = (refused: boolean, where: string): string => {
  if (refused) return 'Ads are looked for once it can be.';
  return where ? `Nothing in the library fits “${where}”.` : 'This collection is empty.';
};
