import { describe, expect, it } from 'vitest';
import {
  type Ended,
  instantOf,
  type Kept,
  type Plan,
  turn,
} from '../../../../../src/main/core/learn/meta/schedule.ts';

describe('instantOf', () => {
  it.each([
    ['Europe/Berlin', '2026-11-20', 6, '2026-11-20T05:00:00.000Z'],
    ['Europe/Berlin', '2026-07-20', 6, '2026-07-20T04:00:00.000Z'],
    // Clocks jump from 2 to 3: half past two never comes, two is the jump.
    ['Europe/Berlin', '2026-03-29', 2, '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', 3, '2026-03-29T01:00:00.000Z'],
    // Two comes twice.
    ['Europe/Berlin', '2026-10-25', 2, '2026-10-25T00:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', 3, '2026-10-25T02:00:00.000Z'],
    // A midnight that is left out, a zone of half an hour whose jump is half an hour too, the ends of the world.
    ['America/Santiago', '2026-09-06', 0, '2026-09-06T04:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', 2, '2026-10-03T15:30:00.000Z'],
    ['Asia/Kathmandu', '2026-11-20', 0, '2026-11-19T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-20', 23, '2026-11-20T09:00:00.000Z'],
    ['Etc/GMT+12', '2026-11-20', 0, '2026-11-20T12:00:00.000Z'],
  ])('in %s, %s, at %i it is %s', (zone, day, hour, at) => {
    expect(instantOf(zone, day, hour)).toBe(at);
  });
});

/** Looks every minute, as the host does; answers when a refresh was started. */
function live(
  plan: Plan,
  from: string,
  days: number,
  awake: (at: string) => boolean = () => true,
  ended: Ended = null,
) {
  let kept: Kept | null = null;
  const started: string[] = [];
  for (let ms = Date.parse(from); ms < Date.parse(from) + days * 86_400_000; ms += 60_000) {
    const now = new Date(ms).toISOString();
    if (!awake(now)) continue;
    const { start, keep } = turn(plan, kept, ended, now);
    kept = keep;
    if (start) started.push(now);
  }
  return started;
}

const plan: Plan = { timeZone: 'Europe/Berlin', hour: 6, paused: false };

describe('turn', () => {
  it('starts once a day at the hour of the clock on the wall, over both changes of time', () => {
    const spring = live(plan, '2026-03-27T12:00:00.000Z', 4);
    expect(spring.map((at) => at.slice(5, 16))).toEqual([
      '03-28T05:00',
      '03-29T04:00',
      '03-30T04:00',
      '03-31T04:00',
    ]);
    const autumn = live({ ...plan, hour: 2 }, '2026-10-24T12:00:00.000Z', 2);
    expect(autumn.map((at) => at.slice(5, 16))).toEqual(['10-25T00:00', '10-26T01:00']);
  });

  it('catches up once after days of sleep, and then keeps to its hour', () => {
    const asleep = (at: string) => at > '2026-11-21T10:00' && at < '2026-11-24T15:30';
    const started = live(plan, '2026-11-20T12:00:00.000Z', 5, (at) => !asleep(at));
    expect(started.map((at) => at.slice(5, 16))).toEqual(['11-21T05:00', '11-24T15:30', '11-25T05:00']);
  });

  it('does not catch up what passed before it was planned, while it was paused, or in a future that was none', () => {
    const now = '2026-11-20T12:00:00.000Z';
    const old: Kept = { hour: 6, after: '2026-11-01T00:00:00.000Z', job: null, tries: 0 };
    expect(turn(plan, null, null, now)).toMatchObject({ start: false, next: '2026-11-21T05:00:00.000Z' });
    expect(turn({ ...plan, hour: null }, old, null, now)).toEqual({ start: false, keep: null, next: null });
    expect(turn({ ...plan, hour: 7 }, old, null, now)).toMatchObject({
      start: false,
      keep: { hour: 7, after: now },
    });
    expect(turn({ ...plan, paused: true }, old, null, now)).toMatchObject({
      start: false,
      keep: { after: now },
      next: null,
    });
    expect(turn(plan, { ...old, after: '2027-01-01T00:00:00.000Z' }, null, now)).toMatchObject({
      start: false,
      keep: { after: now },
    });
  });

  it('tries again a quarter of an hour after the service could not be reached, four times in all', () => {
    const after = '2026-11-20T05:00:00.000Z';
    const kept = (tries: number): Kept => ({ hour: 6, after, job: 'job_1', tries });
    const ended = { at: '2026-11-20T05:01:00.000Z', unreached: true };
    expect(turn(plan, kept(1), ended, '2026-11-20T05:15:00.000Z').start).toBe(false);
    expect(turn(plan, kept(1), ended, '2026-11-20T05:16:00.000Z')).toMatchObject({
      start: true,
      keep: { after, tries: 2 },
    });
    expect(turn(plan, kept(4), ended, '2026-11-20T05:16:00.000Z').start).toBe(false);
    expect(turn(plan, kept(1), { ...ended, unreached: false }, '2026-11-20T05:16:00.000Z').start).toBe(false);
    expect(turn(plan, kept(1), null, '2026-11-20T05:16:00.000Z').start).toBe(false);
  });
});
