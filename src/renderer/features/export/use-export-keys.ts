import type { AdId } from '../../../contract/index.ts';
import { openExport } from '../../state/exporting.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import type { RowPages } from '../score/row-pages.ts';

/** Export and report of what is chosen, or of the view that is shown; without a view, of what is chosen alone. */
export const useExportKeys = (chosen: Iterable<AdId>, pages: RowPages | null): void => {
  const open = (kind: 'pdf' | null) =>
    openExport({
      kind,
      selected: [...chosen],
      view: pages?.input ?? {},
      shown: pages?.total ?? 0,
      library: pages?.library ?? 0,
    });
  useShortcut('exportAds', () => open(null));
  useShortcut('report', () => open('pdf'));
};
