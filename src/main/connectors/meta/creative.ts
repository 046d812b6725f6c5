import type { z } from 'zod';
import type { MetaCreative, MetaMedia } from '../../ports.ts';
import type { CreativeNode } from './wire.ts';

type Node = z.output<typeof CreativeNode>;

/**
 * What an ad shows and says. Its shapes, in the order in which they count (`meta.md` 4): a video, an asset feed with
 * several pieces, a link or a carousel, a photo; the flat fields stay empty for those.
 */
export function toCreative(node: Node): MetaCreative {
  const { video_data: video, link_data: link, photo_data: photo } = node.object_story_spec ?? {};
  const feed = node.asset_feed_spec;
  return {
    id: node.id,
    title: video?.title ?? feed?.titles?.[0]?.text ?? link?.name ?? node.title ?? null,
    body: video?.message ?? feed?.bodies?.[0]?.text ?? link?.message ?? photo?.caption ?? node.body ?? null,
    link:
      video?.call_to_action?.value?.link ??
      feed?.link_urls?.[0]?.website_url ??
      link?.link ??
      link?.call_to_action?.value?.link ??
      null,
    urlTags: node.url_tags ?? null,
    callToAction:
      video?.call_to_action?.type ??
      feed?.call_to_action_types?.[0] ??
      link?.call_to_action?.type ??
      node.call_to_action_type ??
      null,
    media: mediaOf(node),
  };
}

function mediaOf(node: Node): MetaMedia[] {
  const { video_data: video, link_data: link, photo_data: photo } = node.object_story_spec ?? {};
  const feed = node.asset_feed_spec;
  const found = [
    { video_id: video?.video_id },
    ...(feed?.videos ?? []),
    ...(feed?.images ?? []),
    ...(link?.child_attachments ?? [{ image_hash: link?.image_hash }]),
    { image_hash: photo?.image_hash },
  ].flatMap(piece);
  const flat = found.length > 0 ? found : piece(node);
  // The picture in front of a video is no second ad.
  const unique = new Map(flat.map((media) => [`${media.kind} ${media.key}`, media]));
  return [...unique.values()];
}

function piece(of: {
  video_id?: string | undefined;
  hash?: string | undefined;
  image_hash?: string | undefined;
  image_url?: string | undefined;
}): MetaMedia[] {
  if (of.video_id !== undefined) return [{ kind: 'video', key: of.video_id, url: null }];
  const hash = of.hash ?? of.image_hash;
  return hash === undefined ? [] : [{ kind: 'image', key: hash, url: of.image_url ?? null }];
}
