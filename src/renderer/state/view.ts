import { create } from 'zustand';
import type { AdId, JobId, SortField } from '../../contract/index.ts';

export type Layout = 'tiles' | 'hybrid' | 'table';

export interface View {
  readonly where: string;
  readonly sort: SortField;
  readonly direction: 'asc' | 'desc';
  /** Only the ads of one job; null for the whole library. */
  readonly jobId: JobId | null;
}

interface ViewState extends View {
  readonly layout: Layout;
  readonly shelf: boolean;
  readonly selected: ReadonlySet<AdId>;
  set(change: Partial<View & { layout: Layout; shelf: boolean }>): void;
  sortBy(field: SortField): void;
  select(ids: ReadonlySet<AdId>): void;
}

/** The first click on a column shows its best, longest or latest first; names read forwards. */
const firstDirection = (field: SortField): 'asc' | 'desc' => (field === 'name' ? 'asc' : 'desc');

export const useView = create<ViewState>((set) => ({
  where: '',
  sort: 'score',
  direction: 'desc',
  jobId: null,
  layout: 'hybrid',
  shelf: true,
  selected: new Set(),
  set: (change) => set(change),
  sortBy: (field) =>
    set((state) =>
      state.sort === field
        ? { direction: state.direction === 'asc' ? 'desc' : 'asc' }
        : { sort: field, direction: firstDirection(field) },
    ),
  select: (selected) => set({ selected }),
}));
