import { oneByOne } from '../core/one-by-one.ts';
import type { Clock, JudgePayload } from '../ports.ts';
import { dayOf } from '../stages/approve.ts';
import type { Store } from '../store/index.ts';

const microUsdOfCent = 10_000;

/** What programs may bring models to in a day without a person: all of them together, the council and the Director. */
export function createProgramSpend(reader: Store['reader'], clock: Clock) {
  const inTurn = oneByOne();

  async function today() {
    const limit = (await reader.approvalPolicy()).limits.programs_day_usd_minor * microUsdOfCent;
    return { limit, left: limit - (await reader.takenByPrograms(dayOf(clock.now()))) };
  }

  return {
    /** `begin` writes down what may be spent before the next one is told of the day: no two see the same room. */
    inTurn: <T>(begin: (room: { readonly limit: number; readonly left: number }) => Promise<T>): Promise<T> =>
      inTurn(async () => begin(await today())),

    /** A run that is taken up again has no more than the day still has for it. */
    async within(payload: JudgePayload): Promise<JudgePayload> {
      if (!payload.byProgram) return payload;
      // What this run may still cost is part of what is taken.
      const over = Math.max(0, -(await today()).left);
      return { ...payload, ceilingMicroUsd: Math.max(0, payload.ceilingMicroUsd - over) };
    },
  };
}

export type ProgramSpend = ReturnType<typeof createProgramSpend>;
