import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tree } from '../emulators/drive/tree.ts';
import { googleService } from '../support/drive/service.ts';
import { makeAds } from '../support/kill/ads.ts';
import { analyze } from './drive/analyze.ts';
import type { BenchResult } from './run.ts';

const bar = 1.2;

/**
 * 50 ads from Drive over a line that needs as long for them as their decoding does, which is the hardest case for doing
 * both at once: compared with the slower of the two alone. Then the same again, when nothing has changed.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'titan-drive-'));
  try {
    const ads = join(folder, 'ads');
    mkdirSync(ads, { recursive: true });
    await makeAds(ads);
    const tree = new Tree();
    let bytes = 0;
    for (const name of readdirSync(ads, { recursive: true, encoding: 'utf8' })) {
      if (!/\.\w+$/.test(name)) continue;
      const content = readFileSync(join(ads, name));
      bytes += content.byteLength;
      tree.file(name.replaceAll('/', '-'), tree.root, content);
    }

    const local = { TITAN_HOME: join(folder, 'local') };
    const decoding = await analyze(ads, local);
    // With nothing left to decode: what a start takes belongs to neither side.
    const startMs = (await analyze(ads, local)).ms;
    const workMs = decoding.ms - startMs;
    const bytesPerSecond = bytes / (workMs / 1000);
    const service = await googleService(tree, folder, { bytesPerSecond });
    const env = { ...service.environment, TITAN_HOME: join(folder, 'drive') };
    const both = await analyze(tree.root.id, env);
    const downloads = service.drive.downloads().length;
    const again = await analyze(tree.root.id, env);
    const fetchedAgain = service.drive.downloads().length - downloads;
    await service.close();

    const overlap = (both.ms - startMs) / workMs;
    const same = both.result.counts.analyzed === decoding.result.counts.analyzed;
    return {
      name: 'drive',
      ratios: {
        'wall time / slower of download and decoding': { value: overlap, bar },
        'wall time / both one after the other': overlap / 2,
        'second run / first run': again.ms / both.ms,
      },
      raw: {
        ads: both.result.counts.analyzed,
        bytes,
        bytesPerSecond: Math.round(bytesPerSecond),
        decodingMs: Math.round(decoding.ms),
        startMs: Math.round(startMs),
        decodingAloneOrLineAloneMs: Math.round(workMs),
        bothMs: Math.round(both.ms),
        againMs: Math.round(again.ms),
        downloads,
        fetchedAgain,
      },
      pass: same && overlap <= bar && fetchedAgain === 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
