import { expect, it } from 'vitest';
import { createBrake } from '../../../../src/main/hosts/gateway/brake.ts';
import { refusalRate } from '../../../../src/main/hosts/gateway/limits.ts';

it('lets single refusals pass and holds back what comes after a burst of them', async () => {
  let now = 0;
  let waits = 0;
  const brake = createBrake(
    () => now,
    async () => {
      waits += 1;
    },
  );
  const response = new Response(null, { status: 401 });
  for (let i = 0; i < refusalRate.burst; i += 1) await brake(response);
  expect(waits).toBe(0);
  for (let i = 0; i < 10; i += 1) expect(await brake(response)).toBe(response);
  expect(waits).toBe(10);
  now = 1_000;
  await brake(response);
  expect(waits).toBe(10);
});
