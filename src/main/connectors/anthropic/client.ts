import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { toJudgeError } from './errors.ts';
import { readMessage } from './map.ts';
import { openAnthropic } from './open.ts';

/** Claude: frames as pictures, no video. */
export function anthropicJudge(connection: JudgeConnection): JudgePort {
  const opened = openAnthropic(connection);
  return {
    judge: 'anthropic',
    seesVideo: false,
    async ask(call, signal) {
      const { client, request } = await opened;
      try {
        const { data, response } = await client.messages.create(request(call), { signal }).withResponse();
        return readMessage(data, response.headers.get('request-id'));
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}
