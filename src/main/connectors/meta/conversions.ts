import { z } from 'zod';
import type { ConversionsPort } from '../../ports.ts';
import { type MetaClient, yesHoldsMs } from './client.ts';
import { NotTaken, TooMuch } from './errors.ts';

const Taken = z.object({ events_received: z.number(), fbtrace_id: z.string().default('') });

/**
 * Events to a data set. Meta takes all of a request or none, and answers how many it took; a refusal for what is in them is
 * told apart from one that has to do with the sign-in, the limits or the line.
 */
export const createConversions = (client: MetaClient): ConversionsPort => ({
  async send(pixel, events, testCode, signal, stop) {
    const body = { data: events, ...(testCode !== null && { test_event_code: testCode }) };
    const what = `Events of the data set ${pixel}`;
    const subject = { account: `pixel ${pixel}`, what, mostRestMs: yesHoldsMs };
    const written = await client.write([pixel, 'events'], body, subject, signal, stop);
    if (written.kind === 'refused') {
      const { code, detail } = written.error;
      const forContent = written.error instanceof NotTaken || written.error instanceof TooMuch;
      return { kind: 'refused', code: forContent ? 'INVALID_INPUT' : code, detail };
    }
    if (written.kind !== 'done') return written;
    const taken = Taken.safeParse(written.body);
    if (!taken.success || taken.data.events_received !== events.length)
      return {
        kind: 'lost',
        detail: `Meta told of another number of events than the ${events.length} that were sent.`,
      };
    return { kind: 'done', answerId: taken.data.fbtrace_id };
  },
});
