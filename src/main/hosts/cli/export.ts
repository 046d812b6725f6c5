import { AppError, ExportFormat, type Output } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { view } from './ads.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { say, writeParts } from './output.ts';

/** There is no browser on the command line that could lay out pages. */
const pdf =
  '--format pdf needs the window: choose Export, then PDF. Or write --format html and print that file from a browser.';

export async function exportAds(app: App, _args: readonly string[], flags: Flags): Promise<number> {
  if (flags.format === 'pdf') throw new AppError('INVALID_INPUT', pdf);
  const format = ExportFormat.safeParse(flags.format);
  if (!format.success) throw new AppError('INVALID_INPUT', '--format takes csv, json or html.');
  const opened = await call(app, 'export.open', {
    ...view(flags),
    format: format.data,
    texts: { title: flags.title ?? '', client: flags.for ?? '', author: flags.by ?? '' },
  });
  await writeParts(partsOf(app, opened), flags.out);
  return 0;
}

/** A line now and then is enough, and none for what is there at once. */
const SPOKEN_EVERY_MS = 2000;

async function* partsOf(app: App, { export_id, parts, ads }: Output<'export.open'>): AsyncGenerator<string> {
  let spokenMs = performance.now();
  for (let part = 0; part < parts; part += 1) {
    yield (await call(app, 'export.part', { export_id, part })).content;
    if (performance.now() - spokenMs < SPOKEN_EVERY_MS) continue;
    spokenMs = performance.now();
    say(`Export of ${ads} ads: ${Math.floor(((part + 1) / parts) * 100)} %`);
  }
}
