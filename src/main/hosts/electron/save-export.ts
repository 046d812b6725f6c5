import { basename } from 'node:path';
import type { Dialog } from 'electron';
import { z } from 'zod';
import { AppError, ExportId } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { writeWhole } from '../write-file.ts';
import { person } from './ipc.ts';

/** What the window asks for: an export that it has opened, under the name that it was given. */
const SaveExport = z.strictObject({
  export_id: ExportId,
  filename: z.string().min(1).max(200),
  parts: z.int().positive(),
  pdf: z.boolean(),
});
type Wanted = z.infer<typeof SaveExport>;

export interface Saving {
  readonly app: Pick<App, 'call'>;
  readonly ask: (options: Parameters<Dialog['showSaveDialog']>[0]) => ReturnType<Dialog['showSaveDialog']>;
  readonly print: (exportId: string) => Promise<Uint8Array>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Asks where, then writes part by part; answers the path, or null when the person thought better of it. */
export async function saveExport(
  input: unknown,
  saving: Saving,
  signal: AbortSignal,
): Promise<string | null> {
  const wanted = SaveExport.safeParse(input);
  if (!wanted.success) throw new AppError('INVALID_INPUT', 'The export is not named as it should be.');
  const { export_id, filename, pdf } = wanted.data;
  const name = basename(filename.replace(/[\\/:*?"<>|]/g, '-'));
  const proposed = pdf ? name.replace(/\.html$/, '.pdf') : name;
  const { canceled, filePath } = await saving.ask({ title: 'Export', defaultPath: proposed });
  if (canceled || !filePath) return null;
  await writeWhole(filePath, pdf ? [await saving.print(export_id)] : partsOf(wanted.data, saving, signal));
  return filePath;
}

async function* partsOf({ export_id, parts }: Wanted, saving: Saving, signal: AbortSignal) {
  for (let part = 0; part < parts; part += 1) {
    if (signal.aborted) throw new AppError('CANCELLED', 'Nothing was written.');
    yield (await typedCall(saving.app, person, 'export.part', { export_id, part })).content;
    saving.onProgress(part + 1, parts);
  }
}
