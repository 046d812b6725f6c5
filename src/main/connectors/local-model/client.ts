import { once } from '../../core/once.ts';
import type { JudgeConnection, JudgePort } from '../../ports.ts';
import { maxOutputTokens, replySchema } from '../judge/reply.ts';
import { toJudgeError } from './errors.ts';
import { readCompletion } from './map.ts';
import { openLocal } from './open.ts';

/**
 * A model server of the user's own, over chat completions as Ollama, LM Studio, llama.cpp and vLLM speak it. It may
 * ignore the schema, say nothing of tokens, and need no key.
 */
export function localJudge(connection: JudgeConnection): JudgePort {
  const opened = once(() => openLocal(connection));
  return {
    judge: 'local',
    seesVideo: false,
    async ask({ model, prompt, frames }, signal) {
      const client = await opened();
      try {
        const data = await client.chat.completions.create(
          {
            model,
            messages: [
              {
                role: 'system',
                // Without enforcement the schema has to be told.
                content: `${prompt.system}\n\nAnswer with one JSON object of this schema and nothing else:\n${JSON.stringify(replySchema())}`,
              },
              {
                role: 'user',
                content: [
                  ...frames.map(({ jpeg }) => ({
                    type: 'image_url' as const,
                    image_url: { url: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}` },
                  })),
                  { type: 'text', text: prompt.user },
                ],
              },
            ],
            response_format: {
              type: 'json_schema',
              json_schema: { name: 'judgement', schema: replySchema() },
            },
            max_tokens: maxOutputTokens,
          },
          { signal },
        );
        return readCompletion(data);
      } catch (error) {
        throw toJudgeError(error, signal);
      }
    },
  };
}
