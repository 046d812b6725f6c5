import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { AppEvent, Job, JobState } from '../../../../src/contract/index.ts';
import { restOnBattery } from '../../../../src/main/hosts/electron/battery.ts';
import { aJob } from '../../../support/fake-api/a-job.ts';

class Power extends EventEmitter {
  battery = false;
  isOnBatteryPower = () => this.battery;
  set(battery: boolean) {
    this.battery = battery;
    this.emit(battery ? 'on-battery' : 'on-ac');
  }
}

/** A library with one job that obeys. */
const start = async (wanted: boolean) => {
  const power = new Power();
  const calls: string[] = [];
  const told: string[] = [];
  let tell: (event: AppEvent) => void = () => undefined;
  let job = aJob(1, { state: 'running' }, {});
  const set = (state: JobState): Job => {
    job = { ...job, state };
    tell({ type: 'job', seq: 1, job });
    return job;
  };
  const library = {
    call: async (id: string) => {
      if (id === 'settings.get') return { ok: true, value: { pause_on_battery: wanted } };
      calls.push(id);
      return { ok: true, value: set(id === 'jobs.pause' ? 'paused' : 'running') };
    },
    subscribe: (listener: (event: AppEvent) => void) => {
      tell = listener;
      return () => undefined;
    },
  };
  restOnBattery(library as never, power as never, ({ title }) => void told.push(title));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  await settled();
  return { power, calls, told, set, settled };
};

it('leaves jobs alone unless it was asked for', async () => {
  const { power, calls, set, settled } = await start(false);
  set('running');
  power.set(true);
  await settled();
  expect(calls).toEqual([]);
});

it('rests on battery, says so, and goes on when plugged in', async () => {
  const { power, calls, told, set, settled } = await start(true);
  set('running');
  power.set(true);
  await settled();
  expect(calls).toEqual(['jobs.pause']);
  expect(told).toHaveLength(1);
  power.set(false);
  await settled();
  expect(calls).toEqual(['jobs.pause', 'jobs.resume']);
});

it('rests a job that starts on battery', async () => {
  const { power, calls, set, settled } = await start(true);
  power.set(true);
  set('running');
  await settled();
  expect(calls).toEqual(['jobs.pause']);
});

it('does not stop twice what was resumed by hand', async () => {
  const { power, calls, set, settled } = await start(true);
  set('running');
  power.set(true);
  await settled();
  set('running');
  set('running');
  await settled();
  expect(calls).toEqual(['jobs.pause']);
  power.set(false);
  await settled();
  expect(calls).toEqual(['jobs.pause']);
});

it('never resumes what its user paused', async () => {
  const { power, calls, set, settled } = await start(true);
  set('running');
  set('paused');
  power.set(true);
  power.set(false);
  await settled();
  expect(calls).toEqual([]);
});
