import { createHash } from 'node:crypto';
import type { SimAccount, SimAd } from '../../support/meta/world.ts';
import type { GraphProblem } from './faults.ts';
import { onlyChecked } from './writes.ts';

interface Film {
  readonly id: string;
  readonly size: number;
  received: number;
  looks: number;
}

/** What was asked of an ad that was made: every word of its creative, and the status it was asked for with. */
export interface MadeAd {
  readonly id: string;
  readonly name: string;
  readonly adSetId: string;
  readonly status: string;
  readonly creative: unknown;
}

const invalid = (message: string): GraphProblem => ({ code: 100, message: `(#100) ${message}` });
/** Where the frames of a film are; of each its own address is all that it holds. */
export const framesAt = '/cdn/frame-';
/** Parts are asked for in this size, so that a film of a test takes several. */
const partBytes = 64 * 1024;

/** Files, creatives and ads as they are made (`meta.md` 7 and 9.26 to 9.28). */
export function createDrafts() {
  const films = new Map<string, Film>();
  const creatives = new Map<string, unknown>();
  const images = new Set<string>();
  const made: MadeAd[] = [];
  let next = 1;
  /** What Meta makes of the words of an ad, which can be something else than was asked for. */
  const kept = { storyAs: (story: unknown): unknown => story, features: undefined as SimAd['features'] };
  const idOf = (kind: number): string => `12029${kind}${String(next++).padStart(11, '0')}`;

  function film(form: FormData): object {
    const phase = form.get('upload_phase');
    if (phase === 'start') {
      const one = { id: idOf(5), size: Number(form.get('file_size')), received: 0, looks: 0 };
      films.set(one.id, one);
      return { upload_session_id: `s${one.id}`, video_id: one.id, ...offsets(one) };
    }
    const one = films.get(String(form.get('upload_session_id')).slice(1));
    if (!one) return invalid('There was a problem uploading your video');
    if (phase === 'finish')
      return one.received === one.size ? { success: true } : invalid('The video file is not complete');
    const part = form.get('video_file_chunk');
    if (!(part instanceof Blob) || part.size === 0) return invalid('The video file chunk is empty');
    if (Number(form.get('start_offset')) !== one.received)
      return {
        code: 6001,
        subcode: 1_363_037,
        message: 'The given start offset is not correct',
        data: offsets(one),
      } satisfies GraphProblem;
    one.received += part.size;
    return offsets(one);
  }

  /** Meta fetches it by itself. */
  function fetched(): object {
    const id = idOf(5);
    films.set(id, { id, size: 0, received: 0, looks: 0 });
    return { id };
  }

  const offsets = ({ received, size }: Film) => ({
    start_offset: String(received),
    end_offset: String(Math.min(size, received + partBytes)),
  });

  function image(sent: URLSearchParams): object {
    const bytes = Buffer.from(sent.get('bytes') ?? '', 'base64');
    if (bytes.length === 0) return invalid('An image is needed');
    const hash = createHash('md5').update(bytes).digest('hex');
    images.add(hash);
    return { images: { bytes: { hash } } };
  }

  function creative(sent: URLSearchParams): object {
    const spec = JSON.parse(sent.get('object_story_spec') ?? '{}') as {
      page_id?: string;
      link_data?: { image_hash?: string };
      video_data?: { video_id?: string; image_url?: string; image_hash?: string };
    };
    const { link_data, video_data } = spec;
    if (!spec.page_id || !(link_data || video_data)) return invalid('object_story_spec is not valid');
    if (link_data && video_data)
      return {
        code: 100,
        subcode: 1_443_048,
        message: 'object_story_spec is ill formed',
      } satisfies GraphProblem;
    if (link_data && !images.has(link_data.image_hash ?? '')) return invalid('The image is not known');
    if (video_data && !films.has(video_data.video_id ?? '')) return invalid('The video is not known');
    // An address of its own is not to be used for this (`meta.md` 7.4).
    if (video_data?.image_url && new URL(video_data.image_url).pathname.startsWith('/cdn/'))
      return invalid('The image_url cannot be used');
    if (video_data && !video_data.image_url && !images.has(video_data.image_hash ?? ''))
      return {
        code: 100,
        subcode: 1_443_226,
        message: 'Please specify one of image_hash or image_url',
      } satisfies GraphProblem;
    const id = idOf(4);
    creatives.set(id, spec);
    return { id };
  }

  function ad(account: SimAccount, sent: URLSearchParams): object {
    const { creative_id = '' } = JSON.parse(sent.get('creative') ?? '{}') as { creative_id?: string };
    const adSet = account.adSets.find(({ id }) => id === sent.get('adset_id'));
    if (!adSet) return invalid('The ad set does not exist');
    if (!creatives.has(creative_id)) return invalid('The creative does not exist');
    if (onlyChecked(sent)) return { success: true };
    const one: MadeAd = {
      id: idOf(3),
      name: sent.get('name') ?? '',
      adSetId: adSet.id,
      status: sent.get('status') ?? 'ACTIVE',
      creative: creatives.get(creative_id),
    };
    made.push(one);
    (account.ads as SimAd[]).push({
      id: one.id,
      name: one.name,
      creativeId: creative_id,
      campaignId: adSet.campaignId,
      adSetId: adSet.id,
      kind: 'image',
      mediaKey: 'made',
      story: kept.storyAs(one.creative),
      features: kept.features,
      status: one.status as SimAd['status'],
      review: 'IN_PROCESS',
      days: [],
    });
    return { id: one.id };
  }

  return {
    made,
    kept,
    /** Undefined where the edge makes nothing. */
    post(
      account: SimAccount,
      edge: string,
      sent: URLSearchParams,
      form: FormData | null,
    ): object | undefined {
      if (edge === 'advideos' && sent.has('file_url')) return fetched();
      if (edge === 'advideos') return form ? film(form) : invalid('The video file is empty');
      if (edge === 'adimages') return image(sent);
      if (edge === 'adcreatives') return creative(sent);
      return edge === 'ads' ? ad(account, sent) : undefined;
    },
    isCreative: (id: string): boolean => creatives.has(id),
    /** A frame's address holds until the film is looked at again. */
    isNewest: ({ searchParams }: URL): boolean =>
      films.get(searchParams.get('film') ?? '')?.looks === Number(searchParams.get('look')),
    /** Ready at the second look, with its frames at the third; its picture is a blank one. */
    film(id: string, origin: string): object | undefined {
      const one = films.get(id);
      if (!one) return undefined;
      one.looks += 1;
      const video_status = one.looks > 1 ? 'ready' : 'processing';
      const frames = ['dark', 'poster'].map((name) => ({
        uri: `${origin}${framesAt}${name}?film=${id}&look=${one.looks}`,
        is_preferred: name === 'poster',
      }));
      return {
        id,
        status: { video_status },
        picture: `${origin}/cdn/blank`,
        ...(one.looks > 2 && { thumbnails: { data: frames } }),
      };
    },
  };
}
