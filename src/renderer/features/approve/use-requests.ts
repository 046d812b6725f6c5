import { useEffect, useState } from 'react';
import type { ApprovalItem } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { count } from '../../format/number.ts';
import { hearHostNow } from '../../state/host-clock.ts';
import { go, replace } from '../../state/place.ts';

export type Tab = 'queue' | 'history' | 'audit';

const waits = ['proposed', 'approved', 'intent', 'sent', 'unknown'];
const mostOfAll = 1000;

const beyondText = (tab: Tab, listed: number, waiting: number): string | null => {
  if (tab === 'history')
    return listed < mostOfAll ? null : `The newest ${count(mostOfAll)} requests; older ones are not listed.`;
  return waiting > listed ? `${count(waiting - listed)} more wait, with less at stake or set aside.` : null;
};

export const isWaiting = ({ state }: ApprovalItem): boolean => waits.includes(state);

/** The list of a tab and the place in it; the one after takes the place of one that has gone. */
export const useRequests = (tab: Tab, id: string | null) => {
  const { data, error } = useQuery(
    'approve.list',
    tab === 'history' ? { which: 'all', limit: mostOfAll } : {},
  );
  if (data) hearHostNow(data.now);
  const listed = data?.items ?? [];
  const items = tab === 'history' ? listed.filter((item) => !isWaiting(item)) : listed;
  const [last, setLast] = useState<{ readonly id: string; readonly at: number } | null>(null);
  // By the way that leads to the queue alone it begins anew.
  if (id === null && last !== null) setLast(null);
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
    /** In this tab, listed or not. */
    total: tab === 'history' ? items.length : (data?.waiting ?? 0),
    toDecide: data?.to_decide ?? 0,
    /** What of all this is not listed, in a line; null where all of it is. */
    beyond: beyondText(tab, listed.length, data?.waiting ?? 0),
    stopped: data?.stopped ?? false,
    mayApprove: data?.may_approve ?? false,
    loaded: data !== undefined,
    error,
    open,
    move,
  };
};
