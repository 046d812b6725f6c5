import {
  type ColumnDef,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { AdRow, SortField } from '../../../contract/index.ts';
import { subLabels, subNames, subShort } from '../../format/score.ts';
import type { ColumnChoice } from '../../state/view.ts';
import {
  CouncilCell,
  FramesCell,
  MarkCell,
  NameCell,
  RatingCell,
  ReasonCell,
  ScoreCell,
  StateCell,
  SubCell,
  TagsCell,
  TextCell,
} from './cells.tsx';
import css from './grid.module.css';
import { ForecastCell, OutcomeCell } from './outcome-cell.tsx';

/** A place in the grid: its row may still be on its way. */
export interface Slot {
  readonly index: number;
  readonly ad: AdRow | null;
}

interface ColumnMeta {
  readonly label: string;
  readonly short?: string;
  readonly note?: string;
  readonly sort?: SortField;
  /** Sets the header in as far as the cells below it. */
  readonly head?: string | undefined;
  /** CSS grid track and its least width in px. */
  readonly track: string;
  readonly least: number;
  /** The track of one that stays where there is not even room for what stays. */
  readonly tight?: string;
  /** Shown only where it was chosen, or once an ad of the view was judged. */
  readonly extra?: 'chosen' | 'judged';
  /** Columns with the highest number go first when the window is narrow; 0 stays. */
  readonly leaves: number;
}

export const features = tableFeatures({ columnVisibilityFeature, columnMeta: metaHelper<ColumnMeta>() });
const column = createColumnHelper<typeof features, Slot>();

export const CHECK_WIDTH = 40;

/** A row has no cells until its ad is there. */
const of =
  (draw: (ad: AdRow) => ReactNode) =>
  ({ row }: { row: { original: Slot } }): ReactNode =>
    row.original.ad && draw(row.original.ad);

const sub = (name: (typeof subNames)[number]) =>
  column.display({
    id: name,
    meta: { label: subLabels[name], short: subShort[name], sort: name, track: '36px', least: 36, leaves: 2 },
    cell: of((ad) => <SubCell value={ad.sub[name]} />),
  });

/** What really came of the ads, chosen under "Columns…" by whoever has results. */
const outcome = (figure: 'ctr' | 'hook_rate' | 'hold_rate' | 'roas', label: string) =>
  column.display({
    id: figure,
    meta: { label, head: css.numberHead, track: '112px', least: 112, leaves: 2, extra: 'chosen' },
    cell: of((ad) => <OutcomeCell ad={ad} figure={figure} />),
  });

/** What results of others make of an ad, for the same readers. */
const forecast = (id: string, figure: 'rate' | 'best_quarter', label: string) =>
  column.display({
    id,
    meta: { label, head: css.numberHead, track: '148px', least: 148, leaves: 2, extra: 'chosen' },
    cell: of((ad) => <ForecastCell ad={ad} figure={figure} />),
  });

const columns: readonly ColumnDef<typeof features, Slot>[] = column.columns([
  column.display({
    id: 'frames',
    meta: { label: 'Frames', track: '124px', least: 124, leaves: 1 },
    cell: of((ad) => <FramesCell ad={ad} />),
  }),
  column.display({
    id: 'name',
    meta: {
      label: 'Name',
      sort: 'name',
      track: 'minmax(168px, 1fr)',
      least: 168,
      tight: 'minmax(0, 1fr)',
      leaves: 0,
    },
    cell: of((ad) => <NameCell ad={ad} />),
  }),
  column.display({
    id: 'score',
    meta: {
      label: 'Score',
      note: '80\u202f% interval',
      sort: 'score',
      track: '172px',
      least: 172,
      tight: '104px',
      leaves: 0,
    },
    cell: of((ad) => <ScoreCell ad={ad} />),
  }),
  column.display({
    id: 'council',
    meta: {
      label: 'Council',
      sort: 'council',
      track: '104px',
      least: 104,
      leaves: 1,
      extra: 'judged',
    },
    cell: of((ad) => <CouncilCell ad={ad} />),
  }),
  ...subNames.map(sub),
  column.display({
    id: 'reason',
    meta: { label: 'Top reason', head: css.reasonHead, track: 'minmax(220px, 1.6fr)', least: 220, leaves: 3 },
    cell: of((ad) => <ReasonCell ad={ad} />),
  }),
  column.display({
    id: 'state',
    meta: { label: 'State', head: css.stateHead, track: '128px', least: 128, leaves: 4 },
    cell: of((ad) => <StateCell ad={ad} />),
  }),
  column.display({
    id: 'mark',
    meta: { label: 'Mark', head: css.markHead, track: '72px', least: 72, leaves: 1 },
    cell: of((ad) => <MarkCell ad={ad} />),
  }),
  outcome('ctr', 'Real CTR'),
  outcome('hook_rate', 'Real hook rate'),
  outcome('hold_rate', 'Real hold rate'),
  outcome('roas', 'Real ROAS'),
  forecast('predicted', 'rate', 'Predicted CTR'),
  forecast('best_quarter', 'best_quarter', 'Chance of best quarter'),
  column.display({
    id: 'client',
    meta: { label: 'Client', track: '120px', least: 120, leaves: 5, extra: 'chosen' },
    cell: of((ad) => <TextCell text={ad.client ?? ''} />),
  }),
  column.display({
    id: 'tags',
    meta: { label: 'Tags', track: '140px', least: 140, leaves: 5, extra: 'chosen' },
    cell: of((ad) => <TagsCell ad={ad} />),
  }),
  column.display({
    id: 'rating',
    meta: { label: 'Rating', sort: 'rating', track: '72px', least: 72, leaves: 5, extra: 'chosen' },
    cell: of((ad) => <RatingCell ad={ad} />),
  }),
  column.display({
    id: 'size',
    meta: { label: 'Size', track: '92px', least: 92, leaves: 5, extra: 'chosen' },
    cell: of(({ width, height }) => <TextCell text={`${width}\u2009×\u2009${height}`} />),
  }),
]);

/** A column as it was chosen. */
export interface Arranged {
  readonly id: string;
  readonly column: ColumnDef<typeof features, Slot>;
  readonly meta: ColumnMeta;
  readonly shown: boolean;
  /** In px; null for its usual share of the room. */
  readonly width: number | null;
}

/** All columns in their chosen order; what the choice does not name stands at its end, as it usually is. */
export const arrange = (choice: ColumnChoice, judged: boolean): readonly Arranged[] => {
  const usual = columns.map((one): Arranged => {
    const meta = one.meta as ColumnMeta;
    return {
      id: one.id ?? '',
      column: one,
      meta,
      shown: !meta.extra || (meta.extra === 'judged' && judged),
      width: null,
    };
  });
  if (choice === null) return usual;
  const named = choice.flatMap(({ id, shown, width }) => {
    const found = usual.find((one) => one.id === id);
    return found ? [{ ...found, shown, width }] : [];
  });
  return [...named, ...usual.filter(({ id }) => !named.some((one) => one.id === id))];
};

export const choiceOf = (arranged: readonly Arranged[]): ColumnChoice =>
  arranged.map(({ id, width, shown }) => ({ id, width, shown }));

const roomOf = (shown: readonly Arranged[]): number =>
  shown.reduce((sum, { meta, width }) => sum + (width ?? meta.least), CHECK_WIDTH + 32);

/** Which columns fit: the least needed leave first, all columns of one rank together. */
export const visibilityFor = (room: number, arranged: readonly Arranged[]): Record<string, boolean> => {
  const ranks = [...new Set(arranged.map(({ meta }) => meta.leaves))].sort((a, b) => b - a);
  let kept = arranged.filter(({ shown }) => shown);
  for (const rank of ranks) {
    if (rank === 0 || roomOf(kept) <= room) break;
    kept = kept.filter(({ meta }) => meta.leaves !== rank);
  }
  return Object.fromEntries(arranged.map((one) => [one.id, kept.includes(one)]));
};

export const templateFor = (
  room: number,
  visibility: Record<string, boolean>,
  arranged: readonly Arranged[],
): string => {
  const shown = arranged.filter(({ id }) => visibility[id]);
  const isTight = roomOf(shown) > room;
  const trackOf = ({ meta, width }: Arranged) =>
    (isTight && meta.tight) || (width === null ? meta.track : `${width}px`);
  return [`${CHECK_WIDTH}px`, ...shown.map(trackOf)].join(' ');
};
