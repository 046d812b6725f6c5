import type { Ad, Reason } from '../../../contract/index.ts';
import { decimal, inWords } from '../../format/number.ts';
import { HOOK_S } from '../score/timeline-facts.ts';
import type { Lane } from './lane.ts';
import { belongs } from './lanes.ts';

/** A line of the table: the same facts as the lanes, in order of time. */
export interface Event {
  readonly id: string;
  readonly t0: number;
  readonly t1: number;
  readonly what: string;
  /** What it does to the score. */
  readonly why: Reason | null;
}

export const eventsOf = (ad: Ad, lanes: readonly Lane[]): Event[] => {
  const { reasons } = ad.score;
  const hook: Event = { id: 'hook', t0: 0, t1: HOOK_S, what: 'Hook window', why: null };
  const told = lanes.flatMap((lane) =>
    lane.marks.map((mark) => ({
      id: `${lane.id} ${mark.id}`,
      t0: mark.t0,
      t1: mark.t1,
      what: mark.reason ? 'Reason' : mark.text,
      why: mark.reason ?? reasons.find((reason) => belongs(lane, mark, reason)) ?? null,
    })),
  );
  return [hook, ...told].sort((a, b) => a.t0 - b.t0 || b.t1 - a.t1);
};

/** What is going on at a moment, for the value of the slider: "3.2 s, shot 2, reason: …". */
export const momentText = (time: number, cuts: readonly number[], reasons: readonly Reason[]): string => {
  const shot = cuts.filter((cut) => cut <= time).length + 1;
  const now = reasons.find(({ t0, t1 }) => t0 !== null && t0 <= time && time <= (t1 ?? t0));
  return [
    `${decimal(time)} s`,
    cuts.length > 0 ? `shot ${shot}` : null,
    time < HOOK_S ? 'hook' : null,
    now ? `reason: ${inWords(now.text)}` : null,
  ]
    .filter(Boolean)
    .join(', ');
};
