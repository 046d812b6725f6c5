import type { Input, Link } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';

export type Decision = Input<'learn.link'>['to'];
type Pair = Pick<Link, 'meta_ad_id' | 'ad_id' | 'ad_name'>;

const said: Record<Decision, string> = { linked: 'Linked', rejected: 'Kept apart', none: 'Left open' };

/** What a person had decided of it before; none where the app finds a link by itself. */
const decisionOf = ({ how, state }: Link): Decision =>
  how === 'hand' && state !== 'proposed' ? state : 'none';

/** Decides on links and puts the way back on the stack. */
export function useDecision() {
  const { transport, cache } = useApi();
  /** All of them, or as many as there were until one was refused. */
  const set = async (changes: readonly (readonly [pair: Pair, to: Decision])[]): Promise<boolean> => {
    let ok = true;
    for (const [{ meta_ad_id, ad_id }, to] of changes)
      ok &&= (await ask(transport.call, 'learn.link', { meta_ad: meta_ad_id, ad: ad_id, to })) !== null;
    cache.invalidate((id) => id.startsWith('learn.'));
    return ok;
  };
  return {
    decide: (link: Link, to: Decision) =>
      turning(
        `${said[to]} ${link.ad_name}`,
        () => set([[link, to]]),
        () => set([[link, decisionOf(link)]]),
      ),
    /** Of several files linked with one ad at Meta this one stays. */
    keepOnly: (link: Link, others: readonly Link[]) =>
      turning(
        `Linked ${link.ad_name} alone`,
        () => set(others.map((other) => [other, 'rejected'])),
        () => set(others.map((other) => [other, decisionOf(other)])),
      ),
    /** Nothing was found or decided of the two before. */
    choose: (pair: Pair) =>
      turning(
        `Linked ${pair.ad_name}`,
        () => set([[pair, 'linked']]),
        () => set([[pair, 'none']]),
      ),
  };
}
