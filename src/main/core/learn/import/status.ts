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

/**
 * Without a word it is approved: a file that has no such column lists what was sold. Null for a word nobody knows. A CRM
 * with several pipelines names the one behind the stage: Closed Won (Partners).
 */
export const readStatus = (text: string | null): OrderStatus | null =>
  text === null ? 'approved' : (byWord.get(folded(text.replace(/\([^)]*\)\s*$/, ''))) ?? null);
