import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { Credentials, Draft } from '../../ports.ts';
import { defaultVersion, type MetaAddress } from './transport.ts';
import { Id } from './wire.ts';

const Offset = z.coerce.number().int().nonnegative();
const Started = z.object({
  upload_session_id: z.union([z.string(), z.int().transform(String)]),
  video_id: Id,
  start_offset: Offset,
  end_offset: Offset,
});
const Moved = z.object({ start_offset: Offset, end_offset: Offset });
/** It stands elsewhere than we thought: a part had arrived whose reply had not. */
const Elsewhere = z.object({
  error: z.object({ error_subcode: z.literal(1_363_037), error_data: Moved }),
});
const Done = z.object({ success: z.literal(true) });

const chunkAnswerMs = 120_000;
const partTries = 3;

export type UploadVideo = (draft: Draft, signal: AbortSignal) => Promise<string>;

/** By our own requests: what the SDK sends of a file is an empty body (`meta.md` 7.1). Answers the id of the film. */
export const createUploadVideo =
  (credentials: Pick<Credentials, 'of'>, address: MetaAddress): UploadVideo =>
  async ({ account, name, media }, signal) => {
    const { key } = await credentials.of('meta');
    const base = address.base ?? 'https://graph-video.facebook.com';
    const url = `${base}/${address.version ?? defaultVersion}/act_${account}/advideos`;
    const what = `Film of the draft ${name}`;

    async function send(fields: Readonly<Record<string, string | Blob>>): Promise<unknown> {
      const body = new FormData();
      for (const [field, value] of Object.entries(fields)) body.set(field, value);
      return fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(chunkAnswerMs)]),
      })
        .then((response) => response.json() as Promise<unknown>)
        .catch((error: unknown) => {
          signal.throwIfAborted();
          throw new AppError('UPSTREAM', `${what} did not get through.`, { cause: error });
        });
    }
    async function post<S extends z.ZodType>(
      fields: Readonly<Record<string, string | Blob>>,
      shape: S,
    ): Promise<z.output<S>> {
      const parsed = shape.safeParse(await send(fields));
      if (!parsed.success) throw new AppError('UPSTREAM', `${what}: Meta did not take it.`);
      return parsed.data;
    }

    /** A part may be sent again: Meta knows by its place whether it has it, and says where it stands. */
    async function transfer(part: Readonly<Record<string, string | Blob>>): Promise<z.output<typeof Moved>> {
      for (let tried = 1; ; tried += 1)
        try {
          const answer = await send(part);
          const elsewhere = Elsewhere.safeParse(answer).data?.error.error_data;
          const place = elsewhere ?? Moved.safeParse(answer).data;
          if (place) return place;
          throw new AppError('UPSTREAM', `${what}: Meta did not take it.`);
        } catch (error) {
          if (signal.aborted || tried === partTries) throw error;
        }
    }

    const started = await post({ upload_phase: 'start', file_size: String(media.size) }, Started);
    const { upload_session_id, video_id } = started;
    let at: z.output<typeof Moved> = started;
    while (at.start_offset < at.end_offset) {
      const { start_offset } = at;
      const chunk = new Blob([await media.slice(start_offset, at.end_offset).arrayBuffer()]);
      at = await transfer({
        upload_phase: 'transfer',
        upload_session_id,
        start_offset: String(start_offset),
        video_file_chunk: chunk,
      });
      if (at.start_offset <= start_offset)
        throw new AppError('UPSTREAM', `${what}: Meta asks for the same part again.`);
    }
    await post({ upload_phase: 'finish', upload_session_id, title: name }, Done);
    return video_id;
  };
