import { setTimeout as pause } from 'node:timers/promises';
import type { File, GoogleGenAI, Part } from '@google/genai';
import { JudgeError } from '../../core/score/council/judge-error.ts';
import type { JudgeCall, JudgeConnection, JudgeVideo } from '../../ports.ts';
import { maxOutputTokens, replySchema } from '../judge/reply.ts';
import { cappedFetch } from '../net/capped-fetch.ts';
import { createTurns } from '../net/in-turn.ts';
import { bareFilm } from './bare-film.ts';

/** Their service looks at a video before it can be used: soon at a short one, in a few seconds at most. */
export const lookAgainMs = 1000;
const maxLooks = 120;
const forgetMs = 30_000;
const forgetStoppedMs = 2000;
/** Of the time between two looks: the first comes that soon, each next one twice as late. */
const firstLook = 1 / 8;
/** Films on their way there at once: enough to keep a line busy; more would each take longer than their time limit. */
const inTurn = createTurns(4);

/** The SDK, loaded with the first question. */
export const openGemini = async ({ apiKey, baseUrl, timeoutMs }: JudgeConnection) => {
  const { GoogleGenAI } = await import('@google/genai');
  return new GoogleGenAI({
    apiKey,
    httpOptions: { timeout: timeoutMs, fetch: cappedFetch, ...(baseUrl !== null && { baseUrl }) },
  });
};

/** A question as `generateContent` takes one: an uploaded film, or frames. */
export function geminiRequest({ prompt, frames, video }: JudgeCall, file: File | undefined) {
  const media: Part[] = file
    ? [{ fileData: { fileUri: file.uri as string, mimeType: video?.mime as string } }]
    : frames.map(({ jpeg }) => ({
        inlineData: { mimeType: 'image/jpeg', data: Buffer.from(jpeg).toString('base64') },
      }));
  return {
    contents: [{ role: 'user', parts: [...media, { text: prompt.user }] }],
    config: {
      systemInstruction: prompt.system,
      responseMimeType: 'application/json',
      responseJsonSchema: replySchema(),
      maxOutputTokens,
    },
  };
}

/**
 * A film in their Files API, once it can be used. As a blob: by its path the SDK would send the name of the file along,
 * and the judge is blind to it. Under `displayName` it is found there again.
 */
export async function uploaded(
  client: GoogleGenAI,
  video: JudgeVideo,
  everyMs: number,
  signal: AbortSignal,
  displayName?: string,
): Promise<File> {
  const blob = await bareFilm(video);
  let file = await inTurn(() => {
    signal.throwIfAborted();
    const config = { mimeType: video.mime, abortSignal: signal, ...(displayName && { displayName }) };
    return client.files.upload({ file: blob, config });
  });
  const { name } = file;
  if (name === undefined) throw new JudgeError('upstream', 'an upload without a name');
  try {
    for (let looks = 0; file.state !== 'ACTIVE'; looks += 1) {
      if (file.state === 'FAILED') throw new JudgeError('media', 'the upload is FAILED');
      // Not the film's fault, so another run asks about it again.
      if (looks >= maxLooks) throw new JudgeError('timeout', `the upload is ${file.state}`);
      await pause(everyMs * Math.min(1, firstLook * 2 ** looks), undefined, { signal });
      file = await client.files.get({ name, config: { abortSignal: signal } });
    }
    return file;
  } catch (error) {
    await forgetFile(client, name, signal);
    throw error;
  }
}

/** Films are kept for two days otherwise. Nothing of the answers depends on it, and whoever has stopped waits little for it. */
export async function forgetFile(client: GoogleGenAI, name: string, signal: AbortSignal): Promise<void> {
  const abortSignal = AbortSignal.timeout(signal.aborted ? forgetStoppedMs : forgetMs);
  await client.files.delete({ name, config: { abortSignal } }).catch(() => undefined);
}
