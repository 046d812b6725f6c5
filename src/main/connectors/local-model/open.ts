import type { JudgeConnection } from '../../ports.ts';
import { cappedFetch } from '../net/capped-fetch.ts';

/** The SDK, loaded with the first question; these servers often need no key. */
export const openLocal = async ({ apiKey, baseUrl, timeoutMs }: JudgeConnection) => {
  const { default: OpenAI } = await import('openai');
  return new OpenAI({
    apiKey: apiKey || 'none',
    baseURL: baseUrl ?? 'http://127.0.0.1:11434/v1',
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: cappedFetch,
  });
};
