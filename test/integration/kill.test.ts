import { expect, it } from 'vitest';
import { bench } from '../bench/kill.ts';

/** The short form; `npm run bench -- kill` is the long one. */
it('a job over 50 files loses and doubles nothing under kill -9 of its owner and of its media hosts', async () => {
  const { raw, pass } = await bench(
    new Map([
      ['n', '8'],
      ['hosts', '4'],
    ]),
  );
  expect(raw).toMatchObject({
    kills: 8,
    lost: 0,
    doubled: 0,
    stuck: 0,
    different: 0,
    unsound: 0,
    orphans: 0,
    redone: 0,
    hosts: { unfinished: 0, different: 0, orphans: 0 },
  });
  expect(pass).toBe(true);
}, 900_000);
