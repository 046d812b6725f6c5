import { expect, it } from 'vitest';
import { createTurns } from '../../../src/main/store/turns.ts';
import { tempStore } from '../../support/temp-store.ts';
import { at } from './ads.ts';

it('lets the event loop turn once a row of statements took long, and not before', async () => {
  let nowMs = 0;
  const turn = createTurns(() => nowMs);
  let turns = 0;
  const count = () => {
    turns += 1;
  };
  setImmediate(count);
  await turn();
  nowMs += 19;
  await turn();
  expect(turns).toBe(0);
  nowMs += 1;
  await turn();
  expect(turns).toBe(1);
  // From there on it is a new row.
  setImmediate(count);
  nowMs += 19;
  await turn();
  expect(turns).toBe(1);
});

it('answers others while one goes through a library without a rest', async () => {
  const { reader } = await tempStore(() => at);
  let answered = false;
  setTimeout(() => {
    answered = true;
  });
  // Ends by itself only because the timer gets its turn.
  for (let reads = 0; !answered && reads < 1_000_000; reads += 1) await reader.totals();
  expect(answered).toBe(true);
});
