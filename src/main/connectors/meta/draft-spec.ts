import type { Draft } from '../../ports.ts';

/** The image, or the film and what stands in front of it. */
interface Media {
  readonly imageHash: string;
  readonly videoId?: string;
}

/** The story of an ad in Meta's words; a headline of a picture stands under `name` there. */
export function toCreativeSpec({ page, message, headline, link, action }: Draft, media: Media): object {
  const call_to_action = { type: action, value: { link } };
  return media.videoId === undefined
    ? {
        page_id: page,
        link_data: { message, name: headline, link, image_hash: media.imageHash, call_to_action },
      }
    : {
        page_id: page,
        video_data: {
          video_id: media.videoId,
          message,
          title: headline,
          call_to_action,
          image_hash: media.imageHash,
        },
      };
}
