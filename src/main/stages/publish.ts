import type { Content, Plain } from '../core/approve/content.ts';
import { quoted } from '../core/approve/shown-name.ts';
import type { Applied, DraftsPort, Media, TaggedPort } from '../ports.ts';

/** What an approval of a draft binds: the bytes of the file, and every word and place that the ad would have. */
export interface DraftDetails {
  readonly [field: string]: string;
  readonly file: string;
  readonly sha256: string;
  readonly kind: 'image' | 'video';
  readonly ad_set: string;
  readonly ad_set_name: string;
  readonly page: string;
  readonly message: string;
  readonly headline: string;
  readonly link: string;
  readonly button: string;
}

/** As they were written below; the approval's hash covers them. */
const detailsOf = ({ details }: { readonly details: Plain }): DraftDetails => details as DraftDetails;

export interface PublishParts {
  readonly drafts: DraftsPort;
  /** The file of the ad of the library with this content; null where it is not to be had any more. */
  readonly mediaOf: (sha256: string) => Promise<Media | null>;
}

/** What a person is asked for. A draft spends nothing: whoever activates it at Meta decides that. */
export const draftContent = (
  place: { readonly account: string; readonly currency: string },
  details: DraftDetails,
): Content => ({ ...place, client: place.account, kind: 'publish', amountMinor: 0, details });

/** Makes the approved draft, paused, with its tag in the name, by which it is found again. */
export const publishExecutor = ({ drafts, mediaOf }: PublishParts): TaggedPort => ({
  async send(content, tag, signal, stop): Promise<Applied> {
    const { file, sha256, ad_set, button, ad_set_name: _, ...words } = detailsOf(content);
    const media = await mediaOf(sha256);
    if (!media)
      return {
        kind: 'refused',
        code: 'CONFLICT',
        detail: `${quoted(file)} is gone or is not what was approved.`,
      };
    const name = `${file} [${tag}]`;
    const draft = { ...words, account: content.account, adSet: ad_set, name, action: button, media };
    return drafts.make(draft, signal, stop);
  },
  find(content, tag, signal) {
    const { ad_set } = detailsOf(content);
    return drafts.find({ account: content.account, adSet: ad_set, tag: `[${tag}]` }, signal);
  },
});

/** The draft of an ad of the library, as a person is asked for it. */
export const draftDetails = (
  ad: { readonly path: string; readonly sha256: string; readonly kind: 'image' | 'video' },
  adSet: { readonly id: string; readonly name: string },
  words: Pick<DraftDetails, 'page' | 'message' | 'headline' | 'link' | 'button'>,
): DraftDetails => ({
  file: ad.path.split('/').at(-1) ?? ad.path,
  sha256: ad.sha256,
  kind: ad.kind,
  ad_set: adSet.id,
  ad_set_name: adSet.name,
  ...words,
});
