import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  tableFeatures,
} from '@tanstack/react-table';
import type { AdRow, SortField } from '../../../contract/index.ts';
import { subLabels, subNames, subShort } from '../../format/score.ts';
import { FramesCell, NameCell, ReasonCell, ScoreCell, StateCell, SubCell } from './cells.tsx';

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
  /** CSS grid track and its least width in px. */
  readonly track: string;
  readonly least: number;
  /** Columns with the highest number go first when the window is narrow; 0 stays. */
  readonly leaves: number;
}

export const features = tableFeatures({ columnVisibilityFeature, columnMeta: metaHelper<ColumnMeta>() });
const column = createColumnHelper<typeof features, Slot>();

export const CHECK_WIDTH = 40;

const sub = (name: (typeof subNames)[number]) =>
  column.display({
    id: name,
    meta: { label: subLabels[name], short: subShort[name], sort: name, track: '36px', least: 36, leaves: 2 },
    cell: ({ row }) => <SubCell value={row.original.ad?.sub[name]} />,
  });

export const columns = column.columns([
  column.display({
    id: 'frames',
    meta: { label: 'Frames', track: '124px', least: 124, leaves: 1 },
    cell: ({ row }) => <FramesCell ad={row.original.ad} />,
  }),
  column.display({
    id: 'name',
    meta: { label: 'Name', sort: 'name', track: 'minmax(168px, 1fr)', least: 168, leaves: 0 },
    cell: ({ row }) => <NameCell ad={row.original.ad} />,
  }),
  column.display({
    id: 'score',
    meta: {
      label: 'Score',
      note: '80\u202f% interval',
      sort: 'score',
      track: '172px',
      least: 172,
      leaves: 0,
    },
    cell: ({ row }) => <ScoreCell ad={row.original.ad} />,
  }),
  ...subNames.map(sub),
  column.display({
    id: 'reason',
    meta: { label: 'Top reason', track: 'minmax(220px, 1.6fr)', least: 220, leaves: 3 },
    cell: ({ row }) => <ReasonCell ad={row.original.ad} />,
  }),
  column.display({
    id: 'state',
    meta: { label: 'State', track: '128px', least: 128, leaves: 4 },
    cell: ({ row }) => <StateCell ad={row.original.ad} />,
  }),
]);

const metas = columns.map(({ id, meta }) => ({ id: id ?? '', meta: meta as ColumnMeta }));

/** Which columns fit: the least needed leave first, all columns of one rank together. */
export const visibilityFor = (width: number): Record<string, boolean> => {
  const ranks = [...new Set(metas.map(({ meta }) => meta.leaves))].sort((a, b) => b - a);
  let kept = metas;
  const need = () => kept.reduce((sum, { meta }) => sum + meta.least, CHECK_WIDTH + 32);
  for (const rank of ranks) {
    if (rank === 0 || need() <= width) break;
    kept = kept.filter(({ meta }) => meta.leaves !== rank);
  }
  return Object.fromEntries(metas.map((entry) => [entry.id, kept.includes(entry)]));
};

export const templateFor = (visibility: Record<string, boolean>): string =>
  [`${CHECK_WIDTH}px`, ...metas.filter(({ id }) => visibility[id]).map(({ meta }) => meta.track)].join(' ');
