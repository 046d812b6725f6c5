import type { BrowserWindow, PrintToPDFOptions } from 'electron';
import { AppError } from '../../../contract/index.ts';
import { appOrigin } from './origin.ts';

/** Page numbers in the margin; the report itself has its colours for paper. */
const layout = {
  printBackground: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate:
    '<div style="width:100%;padding:0 14mm;font:8px sans-serif;color:#5c636a;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
  generateTaggedPDF: true,
  generateDocumentOutline: true,
} as const satisfies PrintToPDFOptions;

/** Paper that is bought there: everywhere else it is A4. */
const letterCountries: ReadonlySet<string> = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE']);
export const paperOf = (country: string): 'Letter' | 'A4' => (letterCountries.has(country) ? 'Letter' : 'A4');

/** The opened report on pages, laid out by a window that nobody sees and that runs no script. */
export async function printReport(
  openHidden: () => BrowserWindow,
  exportId: string,
  pageSize: 'Letter' | 'A4',
  signal: AbortSignal,
): Promise<Uint8Array> {
  const window = openHidden();
  const stop = (): void => window.destroy();
  signal.addEventListener('abort', stop);
  try {
    await window.loadURL(`${appOrigin}/exports/${exportId}`);
    return await window.webContents.printToPDF({ ...layout, pageSize });
  } catch (error) {
    if (signal.aborted) throw new AppError('CANCELLED', 'Nothing was written.', { cause: error });
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    if (!window.isDestroyed()) window.destroy();
  }
}
