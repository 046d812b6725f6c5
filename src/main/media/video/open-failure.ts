import { AppError } from '../../../contract/index.ts';
import { machineFault } from '../machine-fault.ts';
import type { MediaFile } from '../media-file.ts';
import { isoLayout } from './iso-boxes.ts';

/** Names the cause why a demuxer refused a file, from the file's own structure first and ffprobe's words second. */
export async function openFailure(file: MediaFile, demuxer: string, stderr: string): Promise<AppError> {
  const said = `(${lastWords(stderr, file.path)})`;
  if (demuxer === 'mov') {
    const { hasIndex, indexCut, cut, encrypted } = await isoLayout(file);
    if (encrypted) return new AppError('ENCRYPTED');
    if (!hasIndex) return new AppError('NO_INDEX', cut ? 'The file is cut off, too.' : '');
    if (indexCut) return new AppError('NO_INDEX', 'The file ends inside its index.');
    if (cut) return new AppError('TRUNCATED', said);
  }
  if (/encrypt|decryption key/i.test(stderr)) return new AppError('ENCRYPTED', said);
  if (/Unknown input format/.test(stderr))
    return new AppError('UNSUPPORTED_CODEC', `This ffmpeg has no reader for "${demuxer}".`);
  const fault = machineFault(stderr);
  if (fault) return new AppError(fault, said);
  if (/End of file|partial file|truncat/i.test(stderr)) return new AppError('TRUNCATED', said);
  return new AppError('BAD_HEADER', said);
}

/** The last line ffmpeg wrote, without the address of its object and without the path, which are no cause. */
export function lastWords(stderr: string, path: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return line.replace(/^\[[^\]]*\]\s*/, '').replace(`${path}: `, '') || 'no reason given';
}
