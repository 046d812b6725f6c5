import type { AppEvent } from '../../contract/index.ts';
import type { Events } from '../ports.ts';

/**
 * The first ad is told of at once; those that end within this time after it leave as one event: a second run over 10,000
 * unchanged files ends them in bursts.
 */
const gatherMs = 100;

/** Of what a window shows. */
const kinds = [
  ...(['settings', 'collections', 'accounts', 'tokens', 'watch'] as const),
  ...(['learnt', 'revenue', 'approvals', 'limits'] as const),
];

export function createEvents() {
  const listeners = new Set<(event: AppEvent) => void>();
  const gathered = new Map<string | null, string[]>();
  let timer: NodeJS.Timeout | undefined;
  let seq = 0;

  const send = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const flush = (): void => {
    for (const [jobId, ids] of gathered) send({ type: 'ads', seq: ++seq, job_id: jobId, ids });
    gathered.clear();
  };
  const flushAndGather = (): void => {
    timer = gathered.size > 0 ? setTimeout(flushAndGather, gatherMs).unref() : undefined;
    flush();
  };
  const emit: Events['emit'] = (event) => {
    if (event.type === 'ads') {
      gathered.set(event.job_id, [...(gathered.get(event.job_id) ?? []), ...event.ids]);
      if (timer === undefined) flushAndGather();
      return;
    }
    // A job that says it is done must not overtake its last ads.
    flush();
    send({ ...event, seq: ++seq });
  };
  return {
    emit,
    flush,
    /** The library is another one from here on, as when a backup took its place under an open window. */
    tellAll(): void {
      for (const type of kinds) emit({ type });
      emit({ type: 'changed', ids: [] });
      emit({ type: 'marks', marks: [] });
    },
    subscribe(listener: (event: AppEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
