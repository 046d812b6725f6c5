import type { PowerMonitor } from 'electron';
import type { AppEvent, Job } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { person } from './ipc.ts';

type Power = Pick<PowerMonitor, 'on' | 'isOnBatteryPower'>;

/**
 * With the setting on, jobs rest while the machine runs on its battery and go on when it is plugged in again. Whoever
 * resumes one by hand is not stopped a second time.
 */
export function restOnBattery(library: App, power: Power, tell: (job: Job) => void): void {
  let wanted = false;
  const running = new Map<string, Job>();
  const rested = new Set<string>();
  const byHand = new Set<string>();

  const rest = (): void => {
    if (!wanted || !power.isOnBatteryPower()) return;
    for (const job of running.values()) {
      if (rested.has(job.id) || byHand.has(job.id)) continue;
      rested.add(job.id);
      // It may have ended meanwhile, and then there is nothing to rest.
      typedCall(library, person, 'jobs.pause', { job_id: job.id }).then(tell, () => rested.delete(job.id));
    }
  };
  const goOn = (): void => {
    byHand.clear();
    for (const id of rested) {
      typedCall(library, person, 'jobs.resume', { job_id: id }).catch(() => undefined);
    }
    rested.clear();
  };
  const readSetting = async (): Promise<void> => {
    wanted = (await typedCall(library, person, 'settings.get', {})).pause_on_battery;
    if (wanted) rest();
    else goOn();
  };
  const quietly = (): void => void readSetting().catch(() => undefined);

  const follow = (job: Job): void => {
    const works = job.state === 'running' || job.state === 'queued';
    if (!works) {
      running.delete(job.id);
      return;
    }
    const resumed = rested.has(job.id) && !running.has(job.id);
    running.set(job.id, job);
    if (resumed) {
      rested.delete(job.id);
      byHand.add(job.id);
    } else rest();
  };
  library.subscribe((event: AppEvent) => {
    if (event.type === 'job') follow(event.job);
    if (event.type === 'settings') quietly();
  });
  power.on('on-battery', rest);
  power.on('on-ac', goOn);
  quietly();
}
