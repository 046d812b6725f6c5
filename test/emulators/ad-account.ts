import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mutation, RemoteTarget } from '../../src/main/core/act/plan.ts';
import { bodyOf, type Emulator, json, serve } from './support/serve.ts';

/** A write that took effect, as the platform's own books have it: the judge of "exactly once". */
export interface Effect {
  readonly target: string;
  readonly did: string;
  readonly atMs: number;
}

/** What one write meets: nothing, a line that breaks before or after its effect, or a refusal. */
export type Fate = 'answer' | 'cut before' | 'cut after' | 'refuse' | 'say yes and do nothing';

export interface AdAccountEmulator extends Emulator {
  readonly effects: Effect[];
  readonly targets: Map<string, RemoteTarget>;
  /** For this long after a write, reads still show what was before. */
  lagMs: number;
  /** Decides each write, in order of arrival. */
  fate: (mutation: Mutation) => Fate;
  /** Called at each moment at which a caller may be made to die. */
  moment: (name: 'read' | 'before' | 'after' | 'answered') => void;
}

/** An ad account over HTTP: budgets and statuses by target, what it was asked to write, and nothing else. */
export async function emulateAdAccount(account = '1203844', currency = 'EUR'): Promise<AdAccountEmulator> {
  const effects: Effect[] = [];
  const targets = new Map<string, RemoteTarget>();
  const stale = new Map<string, { readonly was: RemoteTarget; readonly untilMs: number }>();
  const held: Pick<AdAccountEmulator, 'effects' | 'targets' | 'lagMs' | 'fate' | 'moment'> = {
    effects,
    targets,
    lagMs: 0,
    fate: () => 'answer',
    moment: () => undefined,
  };

  function shown(id: string): RemoteTarget | undefined {
    const old = stale.get(id);
    return old && performance.now() < old.untilMs ? old.was : targets.get(id);
  }

  function write(mutation: Mutation): void {
    const was = targets.get(mutation.target);
    if (!was) return;
    stale.set(mutation.target, { was, untilMs: performance.now() + held.lagMs });
    targets.set(
      mutation.target,
      mutation.do === 'set budget'
        ? { ...was, budgetMinor: mutation.toMinor, changesSecondsAgo: [...was.changesSecondsAgo, 0] }
        : { ...was, status: mutation.do === 'pause' ? 'paused' : 'active' },
    );
    const did = mutation.do === 'set budget' ? `${mutation.fromMinor} to ${mutation.toMinor}` : mutation.do;
    effects.push({ target: mutation.target, did, atMs: performance.now() });
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    _seen: unknown,
    url: URL,
  ): Promise<void> {
    const body = JSON.parse(await bodyOf(request));
    if (url.pathname === '/read') {
      held.moment('read');
      const found = (body.targets as string[]).map((id) => [id, shown(id)] as const);
      const names = found.map(([id]) => [id, `Ad set ${id}`]);
      return json(response, 200, {
        account,
        currency,
        targets: Object.fromEntries(found),
        names: Object.fromEntries(names),
      });
    }
    const mutation = body.mutation as Mutation;
    const fate = held.fate(mutation);
    held.moment('before');
    if (fate === 'cut before') return void request.socket.destroy();
    if (fate === 'refuse') return json(response, 400, { error: 'not today' });
    if (fate !== 'say yes and do nothing') write(mutation);
    held.moment('after');
    if (fate === 'cut after') return void request.socket.destroy();
    json(response, 200, { answer_id: `${mutation.target}#${effects.length}` });
    held.moment('answered');
  }

  return Object.assign(held, await serve(answer));
}
