import type { BigIntStats } from 'node:fs';
import type { FileStamp } from '../../ports.ts';

/** Nanoseconds as text: they do not fit a double. */
export const stampOf = (stat: BigIntStats): FileStamp => ({
  size: Number(stat.size),
  mtimeNs: stat.mtimeNs.toString(),
});
