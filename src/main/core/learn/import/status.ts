import type { OrderStatus } from '../ledger/row.ts';
import { folded } from './folded.ts';

const words: Readonly<Record<OrderStatus, string>> = {
  approved:
    'approved paid complete completed confirmed success successful succeeded closedwon won fulfilled captured settled true partiallyrefunded',
  pending:
    'pending processing onhold hold authorized authorised new unconfirmed unpaid awaitingpayment partiallypaid',
  // And the stages that a pipeline of HubSpot begins with.
  open: 'open inprogress appointmentscheduled qualifiedtobuy presentationscheduled decisionmakerboughtin contractsent',
  declined:
    'declined rejected denied cancelled canceled void voided failed closedlost lost fraud trash expired deleted false',
  refunded: 'refunded refund returned chargeback chargedback reversed',
};
const byWord = new Map(
  (Object.keys(words) as OrderStatus[]).flatMap((status) =>
    words[status].split(' ').map((word): [string, OrderStatus] => [word, status]),
  ),
);

const takesBack = (status: OrderStatus | undefined): boolean =>
  status === 'refunded' || status === 'declined';

/**
 * Without a word it is approved: a file that has no such column lists what was sold. Null for a word nobody knows, and for
 * one that its brackets take back: Paid (refunded). A CRM with several pipelines names the one behind the stage: Closed Won
 * (Partners).
 */
export function readStatus(text: string | null): OrderStatus | null {
  if (text === null) return 'approved';
  const [, said = text, beside = ''] = /^(.*)\(([^)]*)\)\s*$/s.exec(text) ?? [];
  const status = byWord.get(folded(said)) ?? null;
  if (status === null || takesBack(status)) return status;
  const whole = byWord.get(folded(beside)) ?? status;
  const isTakenBack = beside.split(/[^\p{L}]+/u).some((word) => takesBack(byWord.get(folded(word))));
  return whole !== status || isTakenBack ? null : status;
}
