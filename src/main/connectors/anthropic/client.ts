import { once } from '../../core/once.ts';
import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { anthropicLimits } from '../judge/limits.ts';
import { toJudgeError } from './errors.ts';
import { readMessage } from './map.ts';
import { openAnthropic } from './open.ts';

/** Claude: frames as pictures, no video. */
export function anthropicJudge(connection: JudgeConnection): JudgePort {
  const opened = once(() => openAnthropic(connection));
  return {
    judge: 'anthropic',
    seesVideo: false,
    async ask(call, signal) {
      const { client, request } = await opened();
      try {
        const { data, response } = await client.messages.create(request(call), { signal }).withResponse();
        const { headers } = response;
        return { ...readMessage(data, headers.get('request-id')), limits: anthropicLimits(headers) };
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}
