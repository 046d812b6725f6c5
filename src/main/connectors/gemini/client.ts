import { openAsBlob } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { File, GoogleGenAI, Part } from '@google/genai';
import { JudgeError } from '../../core/score/council/judge-error.ts';
import type { JudgeConnection, JudgePort, JudgeVideo } from '../../ports.ts';
import { maxOutputTokens, replySchema } from '../judge/reply.ts';
import { toJudgeError } from './errors.ts';
import { readContent } from './map.ts';

/** Their service looks at a video before it can be used; most take a few seconds. */
const lookAgainMs = 1000;
const maxLooks = 120;

/** Gemini: the whole video through its Files API where there is one, else frames. */
export function geminiJudge({
  apiKey,
  baseUrl,
  timeoutMs,
  lookAgainMs: everyMs = lookAgainMs,
}: JudgeConnection): JudgePort {
  const opened = import('@google/genai').then(
    ({ GoogleGenAI }) =>
      new GoogleGenAI({
        apiKey,
        httpOptions: { timeout: timeoutMs, ...(baseUrl !== null && { baseUrl }) },
      }),
  );
  return {
    judge: 'gemini',
    seesVideo: true,
    async ask({ model, prompt, frames, video }, signal) {
      const client = await opened;
      let file: File | undefined;
      try {
        if (video) file = await ready(client, await upload(client, video), everyMs, signal);
        const media: Part[] = file
          ? [{ fileData: { fileUri: file.uri as string, mimeType: video?.mime as string } }]
          : frames.map(({ jpeg }) => ({
              inlineData: { mimeType: 'image/jpeg', data: Buffer.from(jpeg).toString('base64') },
            }));
        const data = await client.models.generateContent({
          model,
          contents: [{ role: 'user', parts: [...media, { text: prompt.user }] }],
          config: {
            systemInstruction: prompt.system,
            responseMimeType: 'application/json',
            responseJsonSchema: replySchema,
            maxOutputTokens,
            abortSignal: signal,
          },
        });
        return readContent(data);
      } catch (error) {
        throw toJudgeError(error, signal);
      } finally {
        // Kept for two days otherwise. Nothing of the answer depends on it.
        if (file?.name) await client.files.delete({ name: file.name }).catch(() => undefined);
      }
    },
  };
}

/** As a blob: by its path the SDK would send the name of the file along, and the judge is blind to it. */
async function upload(client: GoogleGenAI, { path, mime }: JudgeVideo): Promise<File> {
  return client.files.upload({ file: await openAsBlob(path, { type: mime }), config: { mimeType: mime } });
}

async function ready(
  client: GoogleGenAI,
  uploaded: File,
  everyMs: number,
  signal: AbortSignal,
): Promise<File> {
  let file = uploaded;
  const { name } = uploaded;
  if (name === undefined) throw new JudgeError('upstream', 'an upload without a name');
  for (let looks = 0; file.state !== 'ACTIVE'; looks += 1) {
    if (file.state === 'FAILED' || looks >= maxLooks) {
      await client.files.delete({ name }).catch(() => undefined);
      throw new JudgeError('media', `the upload is ${file.state}`);
    }
    await pause(everyMs, undefined, { signal });
    file = await client.files.get({ name });
  }
  return file;
}
