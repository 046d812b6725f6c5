import { JudgeReply } from '../../../contract/index.ts';
import type { JudgeCall, JudgeConnection } from '../../ports.ts';
import { maxOutputTokens } from '../judge/reply.ts';
import { cappedFetch } from '../net/capped-fetch.ts';

/** The SDK, loaded with the first question. */
export const openClient = async ({ apiKey, baseUrl, timeoutMs }: JudgeConnection) => {
  const { default: Anthropic } = await import('@anthropic-ai/sdk');
  return new Anthropic({
    apiKey,
    baseURL: baseUrl ?? 'https://api.anthropic.com',
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: cappedFetch,
  });
};

/** The same, with a judge's question as it takes one. */
export const openAnthropic = async (connection: JudgeConnection) => {
  const client = await openClient(connection);
  const { zodOutputFormat } = await import('@anthropic-ai/sdk/helpers/zod');
  // The SDK's own rewriting: what the service does not enforce goes into descriptions.
  const format = zodOutputFormat(JudgeReply);
  return {
    client,
    request: ({ model, prompt, frames }: JudgeCall) => ({
      model,
      max_tokens: maxOutputTokens,
      system: [{ type: 'text' as const, text: prompt.system, cache_control: { type: 'ephemeral' as const } }],
      messages: [
        {
          role: 'user' as const,
          content: [
            ...frames.map(({ jpeg }) => ({
              type: 'image' as const,
              source: {
                type: 'base64' as const,
                media_type: 'image/jpeg' as const,
                data: Buffer.from(jpeg).toString('base64'),
              },
            })),
            { type: 'text' as const, text: prompt.user },
          ],
        },
      ],
      output_config: { effort: 'low' as const, format },
    }),
  };
};
