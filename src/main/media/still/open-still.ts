import sharp, { type FailOnOptions, type SharpOptions } from 'sharp';
import { AppError } from '../../../contract/index.ts';
import type { CreateMeasurer } from '../../core/measure/signals.ts';
import type { MeasuredFile } from '../../ports.ts';
import { MAX_STILL_FILE_BYTES, MAX_STILL_PIXELS } from '../limits.ts';
import { machineFault } from '../machine-fault.ts';
import type { MediaFile } from '../media-file.ts';
import type { Problem } from '../video/judge.ts';
import { measureStill, type OpenStill } from './measure-still.ts';

/** EXIF orientation to counter-clockwise degrees, the sign that films have; mirrored ones turn like their plain twins. */
const rotations: Record<number, number> = { 3: 180, 4: 180, 5: -90, 6: -90, 7: 90, 8: 90 };

/**
 * A still by libvips. Decoded strictly first; when that fails, once more taking what there is, and the result is then
 * partial with the cause that the strict pass gave.
 */
export async function measureSharpStill(
  source: MediaFile | Uint8Array,
  container: string,
  createMeasurer: CreateMeasurer,
  pictureDir: string,
): Promise<MeasuredFile> {
  if (!(source instanceof Uint8Array) && source.size > MAX_STILL_FILE_BYTES)
    throw new AppError('TOO_LARGE', 'The file is over 512 MB.');
  const input = source instanceof Uint8Array ? source : source.path;
  const still = await openStill(input, container);
  try {
    return await measureStill(
      { ...still, image: pipeline(input, 'error') },
      createMeasurer,
      pictureDir,
      null,
    );
  } catch (error) {
    const problem = damage(error);
    if (!problem) throw error;
    if (machineFault(problem.detail)) throw new AppError(problem.code, problem.detail, { cause: error });
    try {
      return await measureStill(
        { ...still, image: pipeline(input, 'none') },
        createMeasurer,
        pictureDir,
        problem,
      );
    } catch {
      throw new AppError(problem.code, problem.detail, { cause: error });
    }
  }
}

const options = (failOn: FailOnOptions): SharpOptions => ({
  failOn,
  limitInputPixels: MAX_STILL_PIXELS,
  sequentialRead: true,
});

const pipeline = (input: string | Uint8Array, failOn: FailOnOptions) => () =>
  sharp(input, options(failOn)).autoOrient();

async function openStill(input: string | Uint8Array, container: string): Promise<Omit<OpenStill, 'image'>> {
  const metadata = await sharp(input, options('none'))
    .metadata()
    .catch((error: unknown) => {
      throw refusal(error);
    });
  const { width, height } = metadata.autoOrient;
  return {
    container,
    codec: container === 'avif' ? 'av1' : container,
    display: { width, height },
    rotationDeg: rotations[metadata.orientation ?? 1] ?? 0,
  };
}

function refusal(error: unknown): AppError {
  const text = firstLine(error);
  if (/exceeds pixel limit/i.test(text)) return new AppError('TOO_LARGE', '', { cause: error });
  const fault = machineFault(text);
  if (fault) return new AppError(fault, `(${text})`, { cause: error });
  if (/not been built in|Unsupported (codec|feature)/i.test(text))
    return new AppError('UNSUPPORTED_CODEC', `(${text})`, { cause: error });
  return new AppError('BAD_HEADER', `(${text})`, { cause: error });
}

/** What libvips says about pixels it could not read; null when the error is about something else. */
function damage(error: unknown): Problem | null {
  if (error instanceof AppError || !(error instanceof Error)) return null;
  const text = firstLine(error);
  const fault = machineFault(text);
  if (fault) return { code: fault, detail: `(${text})` };
  if (
    /premature|truncat|unexpected end|end of (file|stream|data|GIF)|not enough (image )?data|too short/i.test(
      text,
    )
  )
    return { code: 'TRUNCATED', detail: `(${text})` };
  if (/exceeds pixel limit/i.test(text)) return { code: 'TOO_LARGE', detail: '' };
  if ('code' in error) return null; // of the system, such as a full disk
  return { code: 'DAMAGED', detail: `(${text})` };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
