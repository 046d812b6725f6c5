import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { BatchId, EventFile, EventsChecked, EventsProposed, SentEvent } from '../schemas/conversions.ts';
import { strict } from '../strict.ts';

export const conversions = {
  'learn.checkEvents': procedure({
    kind: 'query',
    effect: 'none',
    hosts: notForModels,
    input: EventFile,
    output: EventsChecked,
    errors: [],
    summary:
      'How a file of events for the Conversions API would be sent: hashed, checked, what is wrong with which line',
  }),
  'learn.proposeEvents': procedure({
    kind: 'command',
    effect: 'propose',
    hosts: notForModels,
    input: EventFile,
    output: EventsProposed,
    errors: ['NOT_ENOUGH_DATA', 'NOT_CONNECTED', 'NEEDS_APPROVAL'],
    summary:
      'Put events for the Conversions API into the approval queue; nothing is sent before a person approves',
  }),
  'learn.sentEvents': procedure({
    kind: 'query',
    effect: 'none',
    hosts: notForModels,
    input: strict(() => ({ batch: BatchId })),
    output: strict(() => ({ events: z.array(SentEvent) })),
    errors: ['NOT_FOUND'],
    summary: 'What became of each event of a batch',
  }),
};
