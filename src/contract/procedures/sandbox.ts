import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Instant } from '../schemas/common.ts';
import { strict } from '../strict.ts';

/** What only a sandbox can do: its services are made up, and so is the time there. */
export const sandbox = {
  'sandbox.passDays': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ days: z.int().min(0).max(60) })),
    output: strict(() => ({ now: Instant })),
    errors: ['NOT_FOUND'],
    hosts: notForModels,
    person: true,
    summary:
      'In a sandbox alone: let days of its made-up ad account pass; its shop tells what it sold up to then',
  }),
};
