import { cached, ffmpeg } from './ffmpeg.ts';

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
/** Sound without a codec's own error: what went in comes out. */
const PCM = ['-c:a', 'pcm_s16le'];

/** A clip from ffmpeg's own generators. `name` stands for the arguments: change one, change both. */
export function golden(name: string, args: readonly string[]): Promise<string> {
  return cached(`golden-${name}.mkv`, async (path) => {
    await ffmpeg([...args, path]);
  });
}

/** A picture filter graph over a 25 frames/s test pattern of `seconds`. */
export function patternClip(name: string, seconds: number, filters: string): Promise<string> {
  const source = `testsrc2=s=320x240:r=25:d=${seconds}`;
  return golden(name, ['-f', 'lavfi', '-i', source, '-vf', filters, ...X264, '-crf', '20']);
}

/** A still grey picture with the sound of an aevalsrc expression per channel, at 48 kHz. */
export function soundClip(name: string, seconds: number, channels: readonly string[]): Promise<string> {
  const layout = channels.length === 1 ? 'mono' : 'stereo';
  return golden(name, [
    ...['-f', 'lavfi', '-i', `color=c=gray:s=64x64:r=5:d=${seconds}`],
    ...['-f', 'lavfi', '-i', `aevalsrc='${channels.join('|')}':s=48000:d=${seconds}:c=${layout}`],
    ...X264,
    ...PCM,
  ]);
}

/** The second route for loudness: ffmpeg's own meter over the same file. */
export async function ebur128(path: string): Promise<{ lufs: number; range: number; peak: number }> {
  const { stderr } = await ffmpeg(['-i', path, '-vn', '-af', 'ebur128=peak=true', '-f', 'null', '-']);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?[\\d.]+)`).exec(summary)?.[1]);
  return { lufs: number('I'), range: number('LRA'), peak: number('Peak') };
}

/** The same clip encoded again, at another quality or size. */
export function again(path: string, name: string, filters: string, crf: number): Promise<string> {
  return golden(name, ['-i', path, '-vf', filters, ...X264, '-crf', String(crf), '-c:a', 'copy']);
}
