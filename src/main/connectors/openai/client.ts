import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { maxOutputTokens, replySchema } from '../judge/reply.ts';
import { toJudgeError } from './errors.ts';
import { readResponse } from './map.ts';

/** GPT over the Responses API: frames as pictures, no video, nothing kept there (`store: false`). */
export function openaiJudge({ apiKey, baseUrl, timeoutMs }: JudgeConnection): JudgePort {
  const opened = import('openai').then(
    ({ default: OpenAI }) =>
      new OpenAI({
        apiKey,
        baseURL: baseUrl ?? 'https://api.openai.com/v1',
        maxRetries: 0,
        timeout: timeoutMs,
        logLevel: 'off',
      }),
  );
  return {
    judge: 'openai',
    seesVideo: false,
    async ask({ model, prompt, frames }, signal) {
      const client = await opened;
      try {
        const { data, request_id } = await client.responses
          .create(
            {
              model,
              instructions: prompt.system,
              input: [
                {
                  role: 'user',
                  content: [
                    ...frames.map(({ jpeg }) => ({
                      type: 'input_image' as const,
                      image_url: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`,
                      detail: 'high' as const,
                    })),
                    { type: 'input_text', text: prompt.user },
                  ],
                },
              ],
              text: { format: { type: 'json_schema', name: 'judgement', schema: replySchema, strict: true } },
              reasoning: { effort: 'low' },
              max_output_tokens: maxOutputTokens,
              store: false,
            },
            { signal },
          )
          .withResponse();
        return readResponse(data, request_id);
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}
