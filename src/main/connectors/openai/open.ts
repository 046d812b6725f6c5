import type { JudgeCall, JudgeConnection } from '../../ports.ts';
import { maxOutputTokens, replySchema } from '../judge/reply.ts';
import { cappedFetch } from '../net/capped-fetch.ts';

/** The SDK, loaded with the first question. */
export const openOpenai = async ({ apiKey, baseUrl, timeoutMs }: JudgeConnection) => {
  const { default: OpenAI } = await import('openai');
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: cappedFetch,
  });
};

/** A question as the Responses API takes one: nothing of it is kept there (`store: false`). */
export const openaiRequest = ({ model, prompt, frames }: JudgeCall) => ({
  model,
  instructions: prompt.system,
  input: [
    {
      role: 'user' as const,
      content: [
        ...frames.map(({ jpeg }) => ({
          type: 'input_image' as const,
          image_url: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`,
          detail: 'high' as const,
        })),
        { type: 'input_text' as const, text: prompt.user },
      ],
    },
  ],
  text: {
    format: { type: 'json_schema' as const, name: 'judgement', schema: replySchema(), strict: true },
  },
  reasoning: { effort: 'low' as const },
  max_output_tokens: maxOutputTokens,
  store: false,
});
