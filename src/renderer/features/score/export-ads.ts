import { useCallback } from 'react';
import type { AdId } from '../../../contract/index.ts';
import type { Transport } from '../../api/transport.ts';
import { plural } from '../../format/number.ts';
import { useToasts } from '../../state/toasts.ts';
import type { RowPages } from './row-pages.ts';

const save = (filename: string, mime: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** The selection, or the whole view when nothing is selected, as a file. */
export const useExport = (transport: Transport, pages: RowPages, selected: ReadonlySet<AdId>) =>
  useCallback(
    async (format: 'csv' | 'json') => {
      const ids = [...selected];
      const chosen = ids.length > 0;
      // A selection may reach beyond the filter, so then the filter is left out.
      const { where, job_id, ...order } = pages.input;
      const result = await transport.call('score.export', {
        ...order,
        format,
        ...(chosen ? { ids } : { ...(where ? { where } : {}), ...(job_id ? { job_id } : {}) }),
      });
      const { show } = useToasts.getState();
      if (!result.ok) return show({ tone: 'error', text: result.error.message, next: result.error.nextStep });
      save(result.value.filename, result.value.mime, result.value.content);
      show({
        tone: 'done',
        text: `Exported ${plural(chosen ? ids.length : pages.total, 'ad')} to ${result.value.filename}`,
      });
    },
    [transport, pages, selected],
  );
