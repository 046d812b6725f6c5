import { oneByOne } from '../core/one-by-one.ts';
import type { Clock, JudgePayload } from '../ports.ts';
import { dayOf } from '../stages/approve.ts';
import { microUsdOfCent } from '../stages/spend-on-models.ts';
import type { Store } from '../store/index.ts';

/** What a day of programs may cost, and what of that is left: below 0 where more was taken. */
export interface Room {
  readonly limitMicroUsd: number;
  readonly leftMicroUsd: number;
}

const usd = (micro: number): string => `${(micro / 1e6).toFixed(2)} USD`;

export const limitText = ({ limitMicroUsd }: Room): string =>
  `Programs may spend ${usd(limitMicroUsd)} a day on models`;
export const leftText = ({ leftMicroUsd }: Room): string =>
  `${usd(Math.max(0, leftMicroUsd))} of that is left`;

/** What programs may bring models to in a day without a person: all of them together, the council and the Director. */
export function createProgramSpend(reader: Store['reader'], clock: Clock) {
  const inTurn = oneByOne();

  async function today(): Promise<Room> {
    const limitMicroUsd = (await reader.approvalPolicy()).limits.programs_day_usd_minor * microUsdOfCent;
    return {
      limitMicroUsd,
      leftMicroUsd: limitMicroUsd - (await reader.takenByPrograms(dayOf(clock.now()))),
    };
  }

  return {
    /** `begin` writes down what may be spent before the next one is told of the day: no two see the same room. */
    inTurn: <T>(begin: (room: Room) => Promise<T>): Promise<T> => inTurn(async () => begin(await today())),

    /** A run that is taken up again has no more than the day still has for it. */
    async within(payload: JudgePayload): Promise<JudgePayload> {
      if (!payload.byProgram) return payload;
      // What this run may still cost is part of what is taken.
      const over = Math.max(0, -(await today()).leftMicroUsd);
      return { ...payload, ceilingMicroUsd: Math.max(0, payload.ceilingMicroUsd - over) };
    },
  };
}

export type ProgramSpend = ReturnType<typeof createProgramSpend>;
