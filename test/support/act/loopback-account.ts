import { AppError } from '../../../src/contract/index.ts';
import type { AdAccountPort, Applied, RemoteAccount } from '../../../src/main/ports.ts';

/** The executor's way to the emulated account, over a real connection that can break like one. */
export function loopbackAccount(origin: string, account = '1203844'): AdAccountPort {
  const post = (path: string, body: unknown, signal: AbortSignal): Promise<Response> =>
    fetch(`${origin}${path}`, { method: 'POST', body: JSON.stringify(body), signal });
  return {
    account: async () => account,
    async read(asked, targets, signal): Promise<RemoteAccount> {
      const response = await post('/read', { account: asked, targets }, signal).catch((error: unknown) => {
        throw new AppError('OFFLINE', 'The account cannot be reached.', { cause: error });
      });
      return (await response.json()) as RemoteAccount;
    },
    async apply(asked, mutation, signal): Promise<Applied> {
      try {
        const response = await post('/apply', { account: asked, mutation }, signal);
        const body = (await response.json()) as { answer_id: string; error?: string };
        if (!response.ok) return { kind: 'refused', code: 'UPSTREAM', detail: body.error ?? '' };
        return { kind: 'done', answerId: body.answer_id };
      } catch {
        return { kind: 'lost', detail: 'The line broke.' };
      }
    },
  };
}
