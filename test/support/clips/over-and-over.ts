import { cached, ffmpeg } from './ffmpeg.ts';

export interface LongClip {
  readonly path: string;
  /** Where one turn ends and the next begins. */
  readonly joins: readonly number[];
  /** Times of the clip, in every turn of it. */
  again(times: readonly number[]): number[];
}

/**
 * A clip again and again until it is at least `seconds` long, encoded as cameras and editors do: two or three frames
 * between those that others are built on. `name` stands for the clip.
 */
export async function overAndOver(path: string, name: string, seconds: number): Promise<LongClip> {
  const file = name.replace(/\W+/g, '-');
  const once = await cached(`once-${file}.mkv`, async (to) => {
    const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-crf', '24', '-pix_fmt', 'yuv420p'];
    // Small, for only cuts are asked for; frames keep their own times.
    const small = ['-vf', "scale='min(320,iw)':-2", '-fps_mode', 'passthrough', '-enc_time_base', '-1'];
    await ffmpeg(['-i', path, '-an', '-sn', ...small, ...h264, to]);
  });
  const turnS = await lengthOf(once);
  const turns = Math.ceil(seconds / turnS);
  const long = await cached(`over-${turns}-${file}.mkv`, async (to) => {
    await ffmpeg(['-stream_loop', String(turns - 1), '-i', once, '-c', 'copy', to]);
  });
  // As it came out: what is lost or gained at a join is spread over all of them.
  const stepS = (await lengthOf(long)) / turns;
  const starts = Array.from({ length: turns }, (_, turn) => turn * stepS);
  return {
    path: long,
    joins: starts.slice(1),
    again: (times) => starts.flatMap((start) => times.map((t) => start + t)),
  };
}

async function lengthOf(path: string): Promise<number> {
  const { stderr } = await ffmpeg(['-i', path, '-t', '0', '-f', 'null', '-']);
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(stderr) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
