import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LENGTH_S = 6;

/** A short test clip with sound that every browser plays, made once per machine. Null where ffmpeg is missing. */
export const clip = async (): Promise<Buffer | null> => {
  const folder = join(tmpdir(), 'titan-ads-fake-host');
  const file = join(folder, `clip-${LENGTH_S}s.webm`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const part = join(folder, `clip-${process.pid}.webm`);
    const made = spawnSync('ffmpeg', [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=360x640:rate=30:duration=${LENGTH_S}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=330:duration=${LENGTH_S}`],
      ...['-c:v', 'libvpx', '-g', '15', '-b:v', '600k', '-c:a', 'libvorbis', part],
    ]);
    if (made.status !== 0) return null;
    renameSync(part, file);
  }
  return readFile(file);
};
