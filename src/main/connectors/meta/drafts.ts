import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { draftDifferences } from '../../core/act/draft-differences.ts';
import { quoted, shownText } from '../../core/approve/shown-name.ts';
import type { Applied, Draft, DraftsPort, Pause } from '../../ports.ts';
import { type MetaClient, type Subject, yesHoldsMs } from './client.ts';
import { toCreativeSpec } from './draft-spec.ts';
import { AtRest } from './errors.ts';
import { fetchMedia } from './fetch-media.ts';
import type { UploadVideo } from './upload-video.ts';
import { everyStatus, Id } from './wire.ts';

const Made = z.object({ id: Id });
const Images = z.object({ images: z.record(z.string(), z.object({ hash: z.string().min(1) })) });
const VideoNode = z.object({
  id: Id,
  status: z.object({ video_status: z.string() }),
  thumbnails: z
    .object({ data: z.array(z.object({ uri: z.string(), is_preferred: z.boolean().optional() })) })
    .optional(),
});
const Named = z.object({ id: Id, name: z.string() });
/** Something between here and Meta may lose the word that it is only to be checked: then it is made. */
const Checked = z.union([Made, z.object({ success: z.literal(true) })]);
const Shown = z.object({
  name: z.string(),
  status: z.string(),
  adset_id: Id,
  creative: z
    .object({
      object_story_spec: z.record(z.string(), z.unknown()).optional(),
      degrees_of_freedom_spec: z
        .object({
          creative_features_spec: z.record(z.string(), z.object({ enroll_status: z.string().optional() })),
        })
        .optional()
        .catch(undefined),
    })
    .optional(),
});
const shownFields = 'id,name,status,adset_id,creative{id,object_story_spec,degrees_of_freedom_spec}';

const readyWithinMs = 10 * 60_000;
const lookAgainMs = 2000;
/** The ad is there already, and is written down as made only after the look at it: that one may not take long. */
const lookMs = 20_000;
const lookRestMs = 10_000;

/** A step that Meta refused, or that came to nothing before an ad was asked for: no draft was made. */
class NotMade extends AppError {}

const called = ({ name }: Pick<Draft, 'name'>): string => `Draft ${quoted(name)}`;

/**
 * An ad as a paused draft (`meta.md` 7): the file, the creative, then the ad, which is checked by Meta first, asked for as
 * PAUSED in the only place that names a status, and looked at once it is there. What is made before the ad costs nothing and is seen by nobody; only the ad's own reply can be
 * lost in a way that matters, and its name carries the tag by which it is found again. Its first step waits for no long
 * rest; what was begun waits for any, so that no film is uploaded twice.
 */
export function createDrafts(
  client: MetaClient,
  uploadVideo: UploadVideo,
  pause: Pause,
  base: string | null,
): DraftsPort {
  const subjectOf = ({ account, name }: Pick<Draft, 'account' | 'name'>): Subject => ({
    account,
    what: called({ name }),
  });

  async function make<S extends z.ZodType>(
    draft: Draft,
    edge: string,
    params: object,
    shape: S,
    signal: AbortSignal,
    subject = subjectOf(draft),
  ): Promise<z.output<S>> {
    const written = await client.write([`act_${draft.account}`, edge], params, subject, signal, signal);
    if (written.kind === 'refused') throw new NotMade(written.error.code, written.error.detail);
    if (written.kind === 'at rest')
      throw new (subject.mostRestMs === undefined ? NotMade : AtRest)('RATE_LIMITED', written.detail, {
        afterMs: written.afterMs,
      });
    if (written.kind === 'lost') throw new NotMade('UPSTREAM', `${subject.what}: ${edge}: ${written.detail}`);
    const made = shape.safeParse(written.body);
    if (!made.success) throw new NotMade('UPSTREAM', `${subject.what}: ${edge} came back in another shape.`);
    return made.data;
  }

  async function imageOf(
    draft: Draft,
    file: Buffer,
    signal: AbortSignal,
    subject?: Subject,
  ): Promise<string> {
    const bytes = file.toString('base64');
    const { images } = await make(draft, 'adimages', { bytes }, Images, signal, subject);
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
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function mediaOf(draft: Draft, signal: AbortSignal) {
    if (draft.kind === 'image') {
      const first = { ...subjectOf(draft), mostRestMs: yesHoldsMs };
      const file = Buffer.from(await draft.media.arrayBuffer());
      return { imageHash: await imageOf(draft, file, signal, first) };
    }
    const videoId = await uploadVideo(draft, signal);
    // Made of a film that is still being worked on, an ad keeps a blank picture for ever.
    for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += lookAgainMs) {
      const fields = 'id,status,thumbnails{uri,is_preferred}';
      const node = await client.read([videoId], { fields }, VideoNode, subjectOf(draft), signal);
      const { video_status } = node.status;
      if (video_status !== 'ready' && video_status !== 'processing')
        throw new NotMade('UPSTREAM', `${called(draft)}: Meta cannot play the film.`);
      // Its frames come after the film itself, and the creative needs one; the `picture` of the film may be a blank one.
      const frames = node.thumbnails?.data ?? [];
      const frame = frames.find(({ is_preferred }) => is_preferred) ?? frames[0];
      if (video_status === 'ready' && frame)
        return { videoId, imageHash: await posterOf(draft, frame.uri, signal) };
      await pause(lookAgainMs, signal);
    }
    throw new NotMade('TIMEOUT', `${called(draft)}: Meta is still working on the film.`);
  }

  /** What Meta shows of it against what was asked for; undefined where it is all there. It never throws: the ad is made. */
  async function lookedAt(
    draft: Draft,
    id: string,
    spec: object,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    try {
      const subject = { ...subjectOf(draft), mostRestMs: lookRestMs };
      const late = AbortSignal.any([signal, AbortSignal.timeout(lookMs)]);
      const shown = await client.read([id], { fields: shownFields }, Shown, subject, late);
      const { name, status, adset_id, creative } = shown;
      const found = [
        ...draftDifferences(
          { status: 'PAUSED', 'the ad set': draft.adSet, 'the name of the ad': draft.name },
          {
            status,
            'the ad set': adset_id,
            'the name of the ad': name,
          },
        ),
        ...draftDifferences(spec, creative?.object_story_spec),
      ];
      const changing = Object.entries(creative?.degrees_of_freedom_spec?.creative_features_spec ?? {})
        .filter(([, { enroll_status }]) => enroll_status === 'OPT_IN')
        .map(([feature]) => shownText(feature));
      const said = [
        ...(found.length > 0
          ? [`At Meta it is not as approved: ${found.join('; ')}. Look at it there.`]
          : []),
        ...(changing.length > 0
          ? [
              `Meta may change it by itself, which was not asked for (${changing.join(', ')}): switch that off there before it runs.`,
            ]
          : []),
      ];
      return said.length === 0 ? undefined : said.join(' ');
    } catch (error) {
      const why = error instanceof AppError ? error.message : 'that was stopped, or took too long.';
      return `It was made, and could not be looked at: ${why}`;
    }
  }

  return {
    async make(draft, signal, stop): Promise<Applied> {
      const beforeTheAd = AbortSignal.any([signal, stop]);
      let ad: object;
      let spec: object;
      const done = async (id: string): Promise<Applied> => ({
        kind: 'done',
        answerId: id,
        detail: await lookedAt(draft, id, spec, beforeTheAd),
      });
      try {
        spec = toCreativeSpec(draft, await mediaOf(draft, beforeTheAd));
        const body = { name: draft.name, object_story_spec: spec };
        const { id: creative_id } = await make(draft, 'adcreatives', body, Made, beforeTheAd);
        ad = { name: draft.name, adset_id: draft.adSet, creative: { creative_id }, status: 'PAUSED' };
        // Meta says what it would not take before anything of it is there.
        const asked = { ...ad, execution_options: ['validate_only'] };
        const checked = await make(draft, 'ads', asked, Checked, beforeTheAd);
        if ('id' in checked) return done(checked.id);
        stop.throwIfAborted();
      } catch (error) {
        signal.throwIfAborted();
        if (stop.aborted)
          return {
            kind: 'refused',
            code: 'STOPPED',
            detail: 'Everything was stopped before Meta was asked for the ad: no draft was made.',
          };
        if (!(error instanceof AppError)) throw error;
        if (error instanceof AtRest) return { kind: 'at rest', detail: error.detail, afterMs: error.afterMs };
        return { kind: 'refused', code: error.code, detail: error.detail };
      }
      const edge = [`act_${draft.account}`, 'ads'];
      const written = await client.write(edge, ad, subjectOf(draft), signal, stop);
      if (written.kind === 'lost') return written;
      if (written.kind === 'at rest')
        return { kind: 'refused', code: 'RATE_LIMITED', detail: written.detail };
      if (written.kind === 'refused')
        return { kind: 'refused', code: written.error.code, detail: written.error.detail };
      const made = Made.safeParse(written.body);
      if (!made.success) return { kind: 'lost', detail: `${called(draft)}: the answer names no ad.` };
      return done(made.data.id);
    },
    async find({ account, adSet, tag }, signal) {
      const subject = subjectOf({ account, name: tag });
      // Whatever has become of it: an ad that is not seen here is made a second time.
      const params = { fields: 'id,name', effective_status: everyStatus.ads };
      for await (const page of client.pages([adSet, 'ads'], params, Named, subject, signal, 100)) {
        const found = page.find(({ name }) => name.includes(tag));
        if (found) return found.id;
      }
      return null;
    },
  };
}
