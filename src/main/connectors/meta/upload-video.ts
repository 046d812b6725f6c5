import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { Draft } from '../../ports.ts';
import { Passing } from '../net/passing.ts';
import { type MetaOptions, tallied } from './client.ts';
import { isFailure, metaError, otherShape } from './errors.ts';
import { defaultVersion, type MetaAnswer, parsed } from './transport.ts';
import { Id } from './wire.ts';

const Offset = z.coerce.number().int().nonnegative();
const Started = z.object({
  upload_session_id: z.union([z.string(), z.int().transform(String)]),
  video_id: Id,
  start_offset: Offset,
  end_offset: Offset,
});
const Moved = z.object({ start_offset: Offset, end_offset: Offset });
/** Where Meta stands; elsewhere than we thought where a part had arrived whose reply had not. */
const Place = Moved.or(
  z
    .object({ error: z.object({ error_subcode: z.literal(1_363_037), error_data: Moved }) })
    .transform(({ error }) => error.error_data),
);
const Done = z.object({ success: z.literal(true) });

const chunkAnswerMs = 120_000;
const partTries = 3;

export type UploadVideo = (draft: Draft, signal: AbortSignal) => Promise<string>;

/** By our own requests: what the SDK sends of a file is an empty body (`meta.md` 7.1). Answers the id of the film. */
export const createUploadVideo =
  ({ credentials, address, tally }: Pick<MetaOptions, 'credentials' | 'address' | 'tally'>): UploadVideo =>
  async ({ account, name, media }, signal) => {
    const { key } = await credentials.of('meta');
    const base = address.base ?? 'https://graph-video.facebook.com';
    const url = `${base}/${address.version ?? defaultVersion}/act_${account}/advideos`;
    const what = `Film of the draft ${name}`;
    type Fields = Readonly<Record<string, string | Blob>>;

    async function send(fields: Fields): Promise<MetaAnswer> {
      const body = new FormData();
      for (const [field, value] of Object.entries(fields)) body.set(field, value);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}` },
          body,
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(chunkAnswerMs)]),
        });
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, headers, body: parsed(await response.text()) };
      } catch (error) {
        signal.throwIfAborted();
        tally?.asked('meta', 'failed');
        throw new Passing('OFFLINE', `${what} did not get through (${(error as Error).name}).`);
      }
    }

    async function post<S extends z.ZodType>(fields: Fields, shape: S): Promise<z.output<S>> {
      const answer = await send(fields);
      const told = shape.safeParse(answer.body);
      const failure = told.success
        ? null
        : isFailure(answer)
          ? metaError(answer, what)
          : otherShape(told.error, what);
      tally?.asked('meta', tallied(failure));
      if (!told.success) throw failure;
      return told.data;
    }

    /** A part may be sent again: Meta knows by its place whether it has it, and says where it stands. */
    async function transfer(part: Fields): Promise<z.output<typeof Moved>> {
      for (let tried = 1; ; tried += 1)
        try {
          return await post(part, Place);
        } catch (error) {
          if (!(error instanceof Passing) || tried === partTries) throw error;
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
