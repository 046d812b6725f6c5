import type { File } from '@google/genai';
import { once } from '../../core/once.ts';
import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { toJudgeError } from './errors.ts';
import { readContent } from './map.ts';
import { forgetFile, geminiRequest, lookAgainMs, openGemini, uploaded } from './open.ts';

/** Gemini: the whole video through its Files API where there is one, else frames. */
export function geminiJudge(connection: JudgeConnection): JudgePort {
  const everyMs = connection.lookAgainMs ?? lookAgainMs;
  const opened = once(() => openGemini(connection));
  return {
    judge: 'gemini',
    seesVideo: true,
    async ask(call, signal, aside) {
      const client = await opened();
      let file: File | undefined;
      const forget = async (): Promise<void> => {
        if (file?.name) await forgetFile(client, file.name, signal);
      };
      try {
        const { video } = call;
        if (video)
          await aside(async () => {
            file = await uploaded(client, video, everyMs, signal);
          });
        const { contents, config } = geminiRequest(call, file);
        const data = await client.models.generateContent({
          model: call.model,
          contents,
          config: { ...config, abortSignal: signal },
        });
        return { ...readContent(data), forget };
      } catch (error) {
        // As it stands now: a stop while the film is deleted did not end it.
        const failure = toJudgeError(error, signal);
        await forget();
        throw failure;
      }
    },
  };
}
