import { AppError, type ServiceCalls } from '../../contract/index.ts';
import type { Retry } from '../connectors/net/retry.ts';
import type { Clock, Log, PerformanceWriter, ServiceDay, ServiceTally } from '../ports.ts';

type Service = ServiceCalls['service'];
type Counts = { -readonly [K in keyof ServiceDay]: ServiceDay[K] };

/** A crash loses the counts of so long; a write for each request would cost more than they are worth. */
const keptAfterMs = 5000;

/** Counts requests to services, kept by the day in a few writes. */
export function createServiceTally(parts: {
  readonly writer: PerformanceWriter;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { writer, clock, log } = parts;
  let days = new Map<string, Counts>();
  let used = new Map<string, { readonly percent: number; readonly at: string }>();
  let timer: NodeJS.Timeout | undefined;

  function today(service: Service): Counts {
    timer ??= setTimeout(() => void keep(), keptAfterMs).unref();
    const day = clock.now().slice(0, 10);
    const known = days.get(`${service} ${day}`) ?? {
      service,
      day,
      calls: 0,
      failed: 0,
      limited: 0,
      waitedMs: 0,
    };
    days.set(`${service} ${day}`, known);
    return known;
  }

  async function keep(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (days.size === 0) return;
    const [counted, told] = [[...days.values()], [...used].map(([account, one]) => ({ account, ...one }))];
    [days, used] = [new Map(), new Map()];
    await writer
      .addServiceCalls(counted, told)
      .catch((error: unknown) => log.warn({ error }, 'requests to services could not be counted'));
  }

  const tally: ServiceTally = {
    asked(service, end) {
      const counts = today(service);
      counts.calls += 1;
      if (end !== 'answered') counts.failed += 1;
      if (end === 'limited') counts.limited += 1;
    },
    waits(service, ms) {
      today(service).waitedMs += Math.round(ms);
    },
    used(account, percent) {
      used.set(account, { percent, at: clock.now() });
    },
  };

  return {
    ...tally,
    keep,
    /** Counts each try; what lies between one that was held back and the next is a wait. */
    counting:
      (service: Service, retry: Retry): Retry =>
      (call, signal) => {
        let heldAtMs: number | null = null;
        return retry(async () => {
          if (heldAtMs !== null) tally.waits(service, clock.monotonicMs() - heldAtMs);
          heldAtMs = null;
          try {
            const answer = await call();
            tally.asked(service, 'answered');
            return answer;
          } catch (error) {
            if (signal.aborted) throw error;
            const limited = error instanceof AppError && error.code === 'RATE_LIMITED';
            if (limited) heldAtMs = clock.monotonicMs();
            tally.asked(service, limited ? 'limited' : 'failed');
            throw error;
          }
        }, signal);
      },
  };
}
