import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { draftDifferences } from '../../core/act/draft-differences.ts';
import { shownText } from '../../core/approve/shown-name.ts';
import { Passing } from '../../core/passing.ts';
import type { Applied, Draft, DraftsPort, Pause } from '../../ports.ts';
import type { MetaClient } from './client.ts';
import { called, createDraftMedia, fileProblem, NotMade, subjectOf } from './draft-media.ts';
import { toCreativeSpec } from './draft-spec.ts';
import { AtRest } from './errors.ts';
import type { UploadVideo } from './upload-video.ts';
import { everyStatus, Id } from './wire.ts';

const Made = z.object({ id: Id });
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

/** The ad is there already, and is written down as made only after the look at it: that one may not take long. */
const lookMs = 20_000;
const lookRestMs = 10_000;

/**
 * An ad as a paused draft (`meta.md` 7): the file, the creative, then the ad, which is checked by Meta first, asked for as
 * PAUSED in the only place that names a status, and looked at once it is there. What is made before the ad costs nothing and
 * is seen by nobody; only the ad's own reply can be lost in a way that matters, and its name carries the tag by which it is
 * found again. Its first step waits for no long rest; what was begun waits for any, so that no film is uploaded twice.
 */
export function createDrafts(
  client: MetaClient,
  uploadVideo: UploadVideo,
  pause: Pause,
  base: string | null,
): DraftsPort {
  const mediaOf = createDraftMedia(client, uploadVideo, pause, base);

  /** Whether Meta would take the ad: asked once, since it may be made all the same. Answers its id where it was. */
  async function check(draft: Draft, ad: object, signal: AbortSignal): Promise<string | null> {
    const asked = { ...ad, execution_options: ['validate_only'] };
    const subject = subjectOf(draft);
    const written = await client.write([`act_${draft.account}`, 'ads'], asked, subject, signal, signal);
    if (written.kind === 'refused') throw new NotMade(written.error.code, written.error.detail);
    if (written.kind === 'at rest')
      throw new NotMade('RATE_LIMITED', written.detail, { afterMs: written.afterMs });
    if (written.kind === 'lost') throw new NotMade('UPSTREAM', `${subject.what}: ads: ${written.detail}`);
    const checked = Checked.safeParse(written.body);
    if (!checked.success) throw new NotMade('UPSTREAM', `${subject.what}: ads came back in another shape.`);
    return 'id' in checked.data ? checked.data.id : null;
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
        const creatives = [`act_${draft.account}`, 'adcreatives'];
        const subject = subjectOf(draft);
        const { id: creative_id } = await client.order(creatives, body, Made, subject, beforeTheAd);
        ad = { name: draft.name, adset_id: draft.adSet, creative: { creative_id }, status: 'PAUSED' };
        // Meta says what it would not take before anything of it is there.
        const made = await check(draft, ad, beforeTheAd);
        if (made !== null) return done(made);
        stop.throwIfAborted();
      } catch (error) {
        signal.throwIfAborted();
        if (stop.aborted)
          return {
            kind: 'refused',
            code: 'STOPPED',
            detail: 'Everything was stopped before Meta was asked for the ad: no draft was made.',
          };
        const isHeld = error instanceof Passing && error.code === 'STORE_LOCKED';
        if (error instanceof AtRest || isHeld)
          return { kind: 'at rest', detail: error.detail, afterMs: error.afterMs };
        const problem = fileProblem(draft, error);
        if (!problem) throw error;
        const { code, detail, message } = problem;
        return { kind: 'refused', code, detail: problem instanceof NotMade ? detail : message };
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
