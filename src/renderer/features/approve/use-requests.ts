import { useEffect, useState } from 'react';
import type { ApprovalItem } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { hearHostNow } from '../../state/host-clock.ts';
import { go, replace } from '../../state/place.ts';
import { isAside, isToAnswer } from './waits.ts';

export type Tab = 'queue' | 'history' | 'audit';

const waits = ['proposed', 'approved', 'intent', 'sent', 'unknown'];
export const isWaiting = ({ state }: ApprovalItem): boolean => waits.includes(state);

/** Most money first, then the oldest; what was set aside comes last. */
const byStake = (a: ApprovalItem, b: ApprovalItem): number =>
  Number(isAside(a)) - Number(isAside(b)) ||
  b.amount_minor - a.amount_minor ||
  a.proposed_at.localeCompare(b.proposed_at);

/** The list of a tab and the place in it; the one after takes the place of one that has gone. */
export const useRequests = (tab: Tab, id: string | null) => {
  const { data, error } = useQuery('approve.list', { which: tab === 'history' ? 'all' : 'waiting' });
  if (data) hearHostNow(data.now);
  const items =
    tab === 'history'
      ? (data?.items.filter((item) => !isWaiting(item)) ?? [])
      : (data?.items.toSorted(byStake) ?? []);
  const [last, setLast] = useState<{ readonly id: string; readonly at: number } | null>(null);
  const found = items.findIndex((item) => item.id === id);
  // A link may lead to a request that is in no list of this tab; none of them is shown in its place.
  const isElsewhere = data !== undefined && found < 0 && id !== null && id !== last?.id;
  const at = found >= 0 ? found : isElsewhere ? -1 : Math.min(last?.at ?? 0, items.length - 1);
  if (id !== null && found >= 0 && (id !== last?.id || found !== last.at)) setLast({ id, at: found });
  const chosen = isElsewhere ? id : (items[at]?.id ?? null);
  // The address follows: a link to the one that has gone leads to it and not to the one in its place, and what comes in
  // later with more money takes the place of none that is looked at. The log is of no one request.
  const differs = data !== undefined && tab !== 'audit' && chosen !== id;
  useEffect(() => {
    if (differs) replace({ name: 'approvals', id: chosen });
  }, [differs, chosen]);
  const [byHand, setByHand] = useState<string | null>(null);
  const open = (next: string) => {
    setByHand(next);
    go({ name: 'approvals', id: next });
  };
  const move = (by: number) => {
    const next = items[at + by];
    return next ? () => open(next.id) : null;
  };
  return {
    items,
    at,
    chosen,
    /** By a key or a click in this list; everything else may come into view under the hand. */
    isByHand: chosen !== null && chosen === byHand,
    toAnswer: items.filter(isToAnswer).length,
    stopped: data?.stopped ?? false,
    mayApprove: data?.may_approve ?? false,
    loaded: data !== undefined,
    error,
    open,
    move,
  };
};
