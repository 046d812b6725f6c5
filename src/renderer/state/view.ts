import { create } from 'zustand';
import type { AdId, GroupBy, JobId, SavedView, SortField } from '../../contract/index.ts';

export type Layout = 'tiles' | 'hybrid' | 'table';

/** Which columns the table has, in which order and how wide; null for the usual ones. */
export type ColumnChoice = SavedView['state']['columns'];

export interface View {
  readonly where: string;
  readonly sort: SortField;
  readonly direction: 'asc' | 'desc';
  readonly group: GroupBy;
  /** Only the ads of one job; null for the whole library. */
  readonly jobId: JobId | null;
}

type Look = Pick<ViewState, 'layout' | 'shelf' | 'columns' | 'tile' | 'side'>;

interface ViewState extends View {
  readonly layout: Layout;
  readonly shelf: boolean;
  readonly columns: ColumnChoice;
  /** Those that were chosen here, which are kept; a view shows its own and leaves these. */
  readonly ownColumns: ColumnChoice;
  /** Least width of a tile in px. */
  readonly tile: number;
  /** The side list of clients, folders and saved views is open. */
  readonly side: boolean;
  /** Groups of which only the header shows. */
  readonly folded: ReadonlySet<string>;
  readonly selected: ReadonlySet<AdId>;
  set(change: Partial<View & Look>): void;
  sortBy(field: SortField): void;
  groupBy(group: GroupBy): void;
  fold(folded: ReadonlySet<string>): void;
  select(ids: ReadonlySet<AdId>): void;
  chooseColumns(columns: ColumnChoice): void;
}

const sorts: Record<SortField, true> = {
  score: true,
  name: true,
  added: true,
  duration: true,
  hook: true,
  clarity: true,
  connection: true,
  offer: true,
  craft: true,
  rank: true,
  rating: true,
  council: true,
  disagreement: true,
};
const groups: Record<GroupBy, true> = { none: true, near: true, hook: true };

/** A view of another version may be sorted or grouped by what this one does not know, and the host would refuse it. */
export const isSort = (field: string): field is SortField => Object.hasOwn(sorts, field);
export const isGroup = (group: string): group is GroupBy => Object.hasOwn(groups, group);

/** The first click on a column shows its best, longest or latest first; names read forwards. */
const firstDirection = (field: SortField): 'asc' | 'desc' => (field === 'name' ? 'asc' : 'desc');

export const useView = create<ViewState>((set) => ({
  where: '',
  sort: 'score',
  direction: 'desc',
  group: 'none',
  jobId: null,
  layout: 'hybrid',
  shelf: true,
  columns: null,
  ownColumns: null,
  tile: 176,
  side: false,
  folded: new Set(),
  selected: new Set(),
  set: (change) => set(change),
  sortBy: (field) =>
    set((state) =>
      state.sort === field
        ? { direction: state.direction === 'asc' ? 'desc' : 'asc' }
        : { sort: field, direction: firstDirection(field) },
    ),
  groupBy: (group) => set({ group, folded: new Set() }),
  fold: (folded) => set({ folded }),
  select: (selected) => set({ selected }),
  chooseColumns: (columns) => set({ columns, ownColumns: columns }),
}));

/** What a saved view keeps of how the library is looked at now. */
export const viewState = (): SavedView['state'] => {
  const { where, sort, direction, group, layout, columns } = useView.getState();
  return { where, sort, direction, ...(group !== 'none' && { group }), layout, columns };
};

export const applyView = ({ where, sort, direction, group, layout, columns }: SavedView['state']): void =>
  useView.setState({
    where,
    sort: isSort(sort) ? sort : 'score',
    direction,
    group: group ?? 'none',
    folded: new Set(),
    layout,
    columns,
    jobId: null,
  });
