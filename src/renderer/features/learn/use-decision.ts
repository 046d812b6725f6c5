import type { Input, Link } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';

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

/** Decides on links and puts the way back on the stack. */
export function useDecision() {
  const { transport, cache } = useApi();
  /** All of them, or as many as there were until one was refused. */
  const set = async (changes: readonly Change[], way: 'to' | 'before'): Promise<boolean> => {
    let ok = true;
    for (const { pair, [way]: to } of changes)
      ok &&=
        (await ask(transport.call, 'learn.link', { meta_ad: pair.meta_ad_id, ad: pair.ad_id, to })) !== null;
    cache.invalidate((id) => id.startsWith('learn.'));
    return ok;
  };
  const change = (text: string, changes: readonly Change[]) =>
    turning(
      text,
      () => set(changes, 'to'),
      () => set(changes, 'before'),
    );
  const changed = (link: Link, to: Decision): Change => ({ pair: link, to, before: decisionOf(link) });
  return {
    decide: (link: Link, to: Decision) => change(`${said[to]} ${link.ad_name}`, [changed(link, to)]),
    /** Of several files linked with one ad at Meta this one stays. */
    keepOnly: (link: Link, others: readonly Link[]) =>
      change(
        `Linked ${link.ad_name} alone`,
        others.map((other) => changed(other, 'rejected')),
      ),
    /** Nothing was found or decided of the two before. */
    choose: (pair: Pair) => change(`Linked ${pair.ad_name}`, [{ pair, to: 'linked', before: 'none' }]),
  };
}
