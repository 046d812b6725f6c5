import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CONTRAST_REACHES, type GreyFrame, splitByContrast } from '../../core/measure/text/local-contrast.ts';
import { mergePasses, type SeenWord } from '../../core/measure/text/words.ts';

const { resolve } = createRequire(import.meta.url);
const ignore = () => undefined;

/** LSTM alone: the packaged integer model of "best" has no other part, and is a quarter of the other one's size. */
const LSTM = 1;
/** Find as much text as there is, in no order: an ad is no page. */
const SPARSE = '11';

/**
 * Reads words off grey frames. Everything comes from packages on this disk; the module has no code for a network. Each
 * pass over a frame blocks this process, and waits for `onPass`.
 */
export type ReadWords = (frame: GreyFrame, onPass: () => Promise<void>) => Promise<SeenWord[]>;

/**
 * tesseract.js without its wrapper: the wrapper would add a worker thread and an HTTP client, and this already runs in
 * a process of its own that may be killed.
 */
export async function openWordReader(): Promise<ReadWords> {
  const { default: load } = await import('tesseract.js-core/tesseract-core-simd-lstm.js');
  const [wasmBinary, packed] = await Promise.all([
    readFile(resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm')),
    readFile(resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz')),
  ]);
  const tesseract = await load({ wasmBinary, TesseractProgress: ignore, printErr: ignore });
  tesseract.FS.writeFile('eng.traineddata', await promisify(gunzip)(packed));
  const api = new tesseract.TessBaseAPI();
  if (api.Init(null, 'eng', LSTM) !== 0) throw new Error('tesseract did not take its language data');
  api.SetVariable('tessedit_pageseg_mode', SPARSE);
  api.SetVariable('user_defined_dpi', '150');

  const pass = async ({ width, height, levels }: GreyFrame, onPass: () => Promise<void>) => {
    await onPass();
    tesseract.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), levels]));
    if (api.SetImageFile(1, 0) !== 0) throw new Error('tesseract did not take a frame');
    api.Recognize(null);
    return wordsOf(api.GetTSVText(0), width, height);
  };
  return async (frame, onPass) => {
    const passes = [await pass(frame, onPass)];
    for (const reach of CONTRAST_REACHES) {
      const { dark, light } = splitByContrast(frame, reach);
      passes.push(await pass(dark, onPass), await pass(light, onPass));
    }
    return mergePasses(passes);
  };
}

/** Level 5 of tesseract's table is a word: level, page, block, paragraph, line, word, left, top, width, height, sureness, text. */
function wordsOf(table: string, width: number, height: number): SeenWord[] {
  return table.split('\n').flatMap((row) => {
    const [level, , , , , , left, top, w, h, confidence, text = ''] = row.split('\t');
    if (level !== '5') return [];
    const box = {
      x: Number(left) / width,
      y: Number(top) / height,
      w: Number(w) / width,
      h: Number(h) / height,
    };
    return [{ text: text.slice(0, 100), box, confidence: Number(confidence) }];
  });
}
