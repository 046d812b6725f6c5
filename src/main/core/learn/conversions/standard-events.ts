import { folded } from '../import/folded.ts';

/** Meta's standard events. In any other spelling an event is one of the sender's own, which no purchase is counted from. */
const names =
  'AddPaymentInfo AddToCart AddToWishlist CompleteRegistration Contact CustomizeProduct Donate FindLocation InitiateCheckout Lead PageView Purchase Schedule Search StartTrial SubmitApplication Subscribe ViewContent';
const byFolded = new Map(names.split(' ').map((name) => [folded(name), name]));

/** The standard event that is meant, where only case, dashes and blanks differ; else the name as it is. */
export const standardName = (given: string): string => byFolded.get(folded(given)) ?? given;
