import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { quoted } from '../../core/approve/shown-name.ts';
import { isFull } from '../../core/is-full.ts';
import { Passing } from '../../core/passing.ts';
import type { Draft, Pause } from '../../ports.ts';
import { type MetaClient, type Subject, yesHoldsMs } from './client.ts';
import { fetchMedia, RunOut } from './fetch-media.ts';
import type { UploadVideo } from './upload-video.ts';
import { Id } from './wire.ts';

const Images = z.object({ images: z.record(z.string(), z.object({ hash: z.string().min(1) })) });
const VideoNode = z.object({
  id: Id,
  status: z.object({ video_status: z.string() }),
  thumbnails: z
    .object({ data: z.array(z.object({ uri: z.string(), is_preferred: z.boolean().optional() })) })
    .optional(),
});

const readyWithinMs = 10 * 60_000;
const lookAgainMs = 2000;

/** A step that Meta refused, or that came to nothing before an ad was asked for: no draft was made. */
export class NotMade extends AppError {}

export const called = ({ name }: Pick<Draft, 'name'>): string => `Draft ${quoted(name)}`;

/** A file or a folder of this machine that failed; null where it is nothing of the kind. */
export function fileProblem(draft: Draft, error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isFull(error)) return new AppError('DISK_FULL', `${called(draft)}.`);
  const { code, name, message } = error as NodeJS.ErrnoException;
  const isOfFile = typeof code === 'string' || name === 'NotReadableError';
  return isOfFile ? new AppError('UNREADABLE', `${called(draft)}: ${message}.`) : null;
}

export const subjectOf = ({ account, name }: Pick<Draft, 'account' | 'name'>): Subject => ({
  account,
  what: called({ name }),
});

/**
 * What an ad shows, at Meta: the image, or the film and its poster. Each step before the ad may be made twice: it costs
 * nothing and is seen by nobody. So what fails in passing is asked for again, and no film is uploaded twice for it.
 */
export function createDraftMedia(
  client: MetaClient,
  uploadVideo: UploadVideo,
  pause: Pause,
  base: string | null,
) {
  async function imageOf(
    draft: Draft,
    file: Buffer,
    signal: AbortSignal,
    subject: Subject = subjectOf(draft),
  ): Promise<string> {
    const bytes = file.toString('base64');
    const { images } = await client.order(
      [`act_${draft.account}`, 'adimages'],
      { bytes },
      Images,
      subject,
      signal,
    );
    const [image] = Object.values(images);
    if (!image) throw new NotMade('UPSTREAM', `${called(draft)}: Meta kept no image.`);
    return image.hash;
  }

  /** A creative takes no address of Meta's own (`meta.md` 7.4): the frame is fetched, and given back as an image. */
  async function posterOf(draft: Draft, url: string, signal: AbortSignal): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'titan-poster-'));
    try {
      const file = join(folder, 'poster');
      const makeRoom = async (): Promise<void> => undefined;
      await fetchMedia({ what: `${called(draft)}: its poster`, url, base, makeRoom }, file, signal);
      return await imageOf(draft, await readFile(file), signal);
    } catch (error) {
      // Meta makes it of the film: one that is empty is not there yet.
      if (error instanceof AppError && error.code === 'EMPTY_FILE')
        throw new Passing('UPSTREAM', error.detail);
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Its frames come after the film itself, and the creative needs one; the `picture` of the film may be a blank one. */
  async function frameOf(draft: Draft, videoId: string, signal: AbortSignal): Promise<string | null> {
    const fields = 'id,status,thumbnails{uri,is_preferred}';
    const node = await client.read([videoId], { fields }, VideoNode, subjectOf(draft), signal);
    const { video_status } = node.status;
    if (video_status !== 'ready' && video_status !== 'processing')
      throw new NotMade('UPSTREAM', `${called(draft)}: Meta cannot play the film.`);
    const frames = node.thumbnails?.data ?? [];
    const frame = frames.find(({ is_preferred }) => is_preferred) ?? frames[0];
    return video_status === 'ready' && frame ? frame.uri : null;
  }

  return async function mediaOf(draft: Draft, signal: AbortSignal) {
    if (draft.kind === 'image') {
      const first = { ...subjectOf(draft), mostRestMs: yesHoldsMs };
      const file = Buffer.from(await draft.media.arrayBuffer());
      return { imageHash: await imageOf(draft, file, signal, first) };
    }
    const videoId = await uploadVideo(draft, signal);
    let missed: AppError | undefined;
    // Made of a film that is still being worked on, an ad keeps a blank picture for ever.
    for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += lookAgainMs) {
      const askedMs = performance.now();
      try {
        const frame = await frameOf(draft, videoId, signal);
        missed = undefined;
        if (frame !== null) return { videoId, imageHash: await posterOf(draft, frame, signal) };
      } catch (error) {
        if (!(error instanceof Passing || error instanceof RunOut)) throw error;
        // The film is uploaded: it is asked for its frames again, which may be told at another address.
        missed = error;
        waitedMs += performance.now() - askedMs;
      }
      await pause(lookAgainMs, signal);
    }
    throw missed
      ? new NotMade(
          missed.code,
          `${missed.detail} So it stayed for ten minutes: propose the draft anew later.`,
        )
      : new NotMade('TIMEOUT', `${called(draft)}: Meta is still working on the film.`);
  };
}
