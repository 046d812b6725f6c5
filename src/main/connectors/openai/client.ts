import { once } from '../../core/once.ts';
import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { openaiLimits } from '../judge/limits.ts';
import { toJudgeError } from './errors.ts';
import { readResponse } from './map.ts';
import { openaiRequest, openOpenai } from './open.ts';

/** GPT over the Responses API: frames as pictures, no video. */
export function openaiJudge(connection: JudgeConnection): JudgePort {
  const opened = once(() => openOpenai(connection));
  return {
    judge: 'openai',
    seesVideo: false,
    async ask(call, signal) {
      const client = await opened();
      try {
        const { data, response, request_id } = await client.responses
          .create(openaiRequest(call), { signal })
          .withResponse();
        return { ...readResponse(data, request_id), limits: openaiLimits(response.headers) };
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}
