import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { App } from '../../../../src/main/hosts/app.ts';
import { analyze } from '../../../../src/main/hosts/cli/analyze.ts';
import { aJob } from '../../../support/fake-api/a-job.ts';
import { anAd } from '../../../support/fake-api/an-ad.ts';
import { rows } from '../../../support/fake-api/rows.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** An owner whose job is in these states, look after look, and what the command then ends with and says. */
async function analysed(states: readonly ('queued' | 'paused' | 'done')[]) {
  const left = [...states];
  const look = () => {
    const state = left.length > 1 ? left.shift() : left[0];
    return aJob(1, { state: state as 'done', started_at: null });
  };
  const { id, started_at, finished_at } = aJob(1);
  const ads = rows(1).map((row) => anAd(row));
  const answers: Record<string, () => unknown> = {
    'ingest.analyze': () => ({ job_id: id }),
    'jobs.get': () => ({ job: look(), failures: [], skipped: [] }),
    'ingest.result': () => ({
      version: 1,
      job: { id, state: left[0], started_at, finished_at },
      counts: { found: 1, analyzed: 1, reused: 0, failed: 0, skipped: 0 },
      ads,
      failures: [],
      skipped: [],
    }),
  };
  const app = {
    call: async (asked: string) => ({ ok: true, value: answers[asked]?.() }),
    subscribe: () => () => undefined,
  } as unknown as App;
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const folder = tempFolder();
  const code = await analyze(app, [folder], { json: true, out: join(folder, 'result.json') });
  const said = stderr.mock.calls.map(([text]) => String(text)).join('');
  stderr.mockRestore();
  return { code, said };
}

it('ends with 1 and a word when somebody pauses its job, since the result is not whole', async () => {
  expect(await analysed(['done'])).toEqual({ code: 0, said: '' });
  const { code, said } = await analysed(['paused']);
  expect(code).toBe(1);
  expect(said).toMatch(/^BFCM folder was paused: titan call jobs\.resume .*"job_id":"job_/);
});

it('says once that another job runs first', async () => {
  vi.useFakeTimers();
  const ended = analysed(['queued', 'queued', 'queued', 'done']);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  const { code, said } = await ended;
  expect([code, said.match(/Another job runs first/g)?.length]).toEqual([0, 1]);
});
