import { JudgeReply } from '../../../contract/index.ts';
import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { maxOutputTokens } from '../judge/reply.ts';
import { toJudgeError } from './errors.ts';
import { readMessage } from './map.ts';

/** Claude: frames as pictures, no video. The SDK is loaded with the first question. */
export function anthropicJudge({ apiKey, baseUrl, timeoutMs }: JudgeConnection): JudgePort {
  const opened = import('@anthropic-ai/sdk').then(async ({ default: Anthropic }) => ({
    client: new Anthropic({
      apiKey,
      baseURL: baseUrl ?? 'https://api.anthropic.com',
      maxRetries: 0,
      timeout: timeoutMs,
      logLevel: 'off',
    }),
    // The SDK's own rewriting: what the service does not enforce goes into descriptions.
    format: (await import('@anthropic-ai/sdk/helpers/zod')).zodOutputFormat(JudgeReply),
  }));
  return {
    judge: 'anthropic',
    seesVideo: false,
    async ask({ model, prompt, frames }, signal) {
      const { client, format } = await opened;
      try {
        const { data, response } = await client.messages
          .create(
            {
              model,
              max_tokens: maxOutputTokens,
              system: [{ type: 'text', text: prompt.system, cache_control: { type: 'ephemeral' } }],
              messages: [
                {
                  role: 'user',
                  content: [
                    ...frames.map(({ jpeg }) => ({
                      type: 'image' as const,
                      source: {
                        type: 'base64' as const,
                        media_type: 'image/jpeg' as const,
                        data: Buffer.from(jpeg).toString('base64'),
                      },
                    })),
                    { type: 'text', text: prompt.user },
                  ],
                },
              ],
              output_config: { effort: 'low', format },
            },
            { signal },
          )
          .withResponse();
        return readMessage(data, response.headers.get('request-id'));
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}
