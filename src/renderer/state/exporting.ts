import { create } from 'zustand';
import type { AdId, Input } from '../../contract/index.ts';

/** What a person may want as a file; PDF is the report on pages. */
export const exportKinds = ['csv', 'json', 'html', 'pdf'] as const;
export type ExportKind = (typeof exportKinds)[number];

export type ExportView = Pick<Input<'export.open'>, 'where' | 'sort' | 'direction' | 'job_id'>;

/** Which ads could be meant: those chosen, those that the view shows, or all. */
export interface ExportChoice {
  readonly kind: ExportKind | null;
  readonly selected: readonly AdId[];
  readonly view: ExportView;
  readonly shown: number;
  readonly library: number;
}

interface Exporting {
  readonly choice: ExportChoice | null;
  /** As it was chosen last. */
  readonly kind: ExportKind;
  readonly client: string;
  readonly author: string;
}

export const useExporting = create<Exporting>(() => ({ choice: null, kind: 'csv', client: '', author: '' }));

export const openExport = (choice: ExportChoice): void => useExporting.setState({ choice });
export const closeExport = (): void => useExporting.setState({ choice: null });
