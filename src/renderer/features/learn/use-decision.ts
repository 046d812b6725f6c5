import type { Input, Link } from '../../../contract/index.ts';
import { type Api, useApi } from '../../api/api.tsx';
import { ask, turnable } from '../../api/turning.ts';

type Decision = Input<'learn.link'>['to'];
type Pair = Pick<Link, 'meta_ad_id' | 'ad_id' | 'ad_name'>;

interface Change {
  readonly pair: Pair;
  readonly to: Decision;
  readonly before: Decision;
}

const said: Record<Decision, string> = { linked: 'Linked', rejected: 'Kept apart', none: 'Left open' };

/** What a person had decided of it before; none where the app finds a link by itself. */
const decisionOf = ({ how, state }: Link): Decision =>
  how === 'hand' && state !== 'proposed' ? state : 'none';

export const useDecision = () => decisionsIn(useApi());

/** Decides on links and puts the way back on the stack. */
export function decisionsIn({ transport, cache }: Pick<Api, 'transport' | 'cache'>) {
  /** Answers how many were set before one was refused. */
  const set = async (changes: readonly Change[], way: 'to' | 'before'): Promise<number> => {
    let done = 0;
    for (const { pair, [way]: to } of changes) {
      const asked = { meta_ad: pair.meta_ad_id, ad: pair.ad_id, to };
      if ((await ask(transport.call, 'learn.link', asked)) === null) break;
      done += 1;
    }
    cache.invalidate((id) => id.startsWith('learn.'));
    return done;
  };
  /** What was done before a refusal can be taken back as well; answers whether all of it was done. */
  const change = async (
    changes: readonly Change[],
    told: (done: readonly Change[]) => string,
  ): Promise<boolean> => {
    const done = changes.slice(0, await set(changes, 'to'));
    const turn = (way: 'to' | 'before') => async () => (await set(done, way)) === done.length;
    if (done.length > 0) turnable(told(done), turn('before'), turn('to'));
    return done.length === changes.length;
  };
  const changed = (link: Link, to: Decision): Change => ({ pair: link, to, before: decisionOf(link) });
  return {
    decide: (link: Link, to: Decision) => change([changed(link, to)], () => `${said[to]} ${link.ad_name}`),
    /** Of several files linked with one ad at Meta this one stays. */
    keepOnly: (link: Link, others: readonly Link[]) =>
      change(
        others.map((other) => changed(other, 'rejected')),
        (done) =>
          done.length === others.length
            ? `Linked ${link.ad_name} alone`
            : `${said.rejected} ${done.map(({ pair }) => pair.ad_name).join(', ')}`,
      ),
    /** Nothing was found or decided of the two before. */
    choose: (pair: Pair) =>
      change([{ pair, to: 'linked', before: 'none' }], () => `${said.linked} ${pair.ad_name}`),
  };
}
