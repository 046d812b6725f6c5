import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { quoted } from '../../core/approve/shown-name.ts';
import type { Draft } from '../../ports.ts';
import { type MetaClient, type Subject, yesHoldsMs } from './client.ts';
import { defaultVersion, type MetaAddress, type MetaAnswer, NoAnswer, parsed } from './transport.ts';
import { Id } from './wire.ts';

const Offset = z.coerce.number().int().nonnegative();
const Started = z.object({
  upload_session_id: z.union([z.string(), z.int().transform(String)]),
  video_id: Id,
  start_offset: Offset,
  end_offset: Offset,
});
const Moved = z.object({ start_offset: Offset, end_offset: Offset });
/** Meta stands elsewhere than we thought: a part had arrived whose reply had not. */
const Elsewhere = z
  .object({ error: z.object({ error_subcode: z.literal(1_363_037), error_data: Moved }) })
  .transform(({ error }) => error.error_data);
const Done = z.object({ success: z.literal(true) });

export type UploadVideo = (draft: Draft, signal: AbortSignal) => Promise<string>;

/**
 * By our own requests: what the SDK sends of a file is an empty body (`meta.md` 7.1). They stand in the account's line, and
 * each may be sent again: Meta knows by its place whether it has a part, and says where it stands. Answers the id of the
 * film.
 */
export const createUploadVideo =
  (client: Pick<MetaClient, 'insist'>, address: MetaAddress): UploadVideo =>
  async ({ account, name, media }, signal) => {
    const base = address.base ?? 'https://graph-video.facebook.com';
    const url = `${base}/${address.version ?? defaultVersion}/act_${account}/advideos`;
    const subject: Subject = { account, what: `Film of the draft ${quoted(name)}` };
    type Fields = Readonly<Record<string, string | Blob>>;

    async function send(fields: Fields, key: string, signal: AbortSignal): Promise<MetaAnswer> {
      const body = new FormData();
      for (const [field, value] of Object.entries(fields)) body.set(field, value);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}` },
          body,
          redirect: 'error',
          signal,
        });
        const headers = Object.fromEntries(response.headers);
        const told = parsed(await response.text());
        const elsewhere = Elsewhere.safeParse(told);
        return elsewhere.success
          ? { status: 200, headers, body: elsewhere.data }
          : { status: response.status, headers, body: told };
      } catch (error) {
        throw new NoAnswer((error as Error).name);
      }
    }

    const post = <S extends z.ZodType>(fields: Fields, shape: S, about = subject): Promise<z.output<S>> =>
      client.insist((key, limited) => send(fields, key, limited), shape, about, signal);

    const start = { upload_phase: 'start', file_size: String(media.size) };
    const started = await post(start, Started, { ...subject, mostRestMs: yesHoldsMs });
    const { upload_session_id, video_id } = started;
    let at: z.output<typeof Moved> = started;
    while (at.start_offset < at.end_offset) {
      const { start_offset } = at;
      const chunk = new Blob([await media.slice(start_offset, at.end_offset).arrayBuffer()]);
      const part = {
        upload_phase: 'transfer',
        upload_session_id,
        start_offset: String(start_offset),
        video_file_chunk: chunk,
      };
      at = await post(part, Moved);
      if (at.start_offset <= start_offset)
        throw new AppError('UPSTREAM', `${subject.what}: Meta asks for the same part again.`);
    }
    await post({ upload_phase: 'finish', upload_session_id, title: name }, Done);
    return video_id;
  };
