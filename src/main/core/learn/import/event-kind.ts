import { folded } from './folded.ts';

/**
 * What the event of a tracker, of GA4 or of Meta says of an order: that it was sold, that money of it goes back, that it is
 * void, or nothing at all. Unknown is what any of them may call its own.
 */
export type EventKind = 'sale' | 'refund' | 'void' | 'other' | 'unknown';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Whole names, of which a part alone would say something else. */
const whole: readonly (readonly [EventKind, ReadonlySet<string>])[] = [
  ['sale', list('checkoutcompleted completecheckout ordercompleted closeconvertlead inapppurchase')],
  [
    'other',
    list(
      'pageview viewcontent addtocart addtowishlist addpaymentinfo addshippinginfo initiatecheckout begincheckout completeregistration starttrial formsubmit outboundclick submitapplication customizeproduct findlocation viewitem viewcart viewitemlist selectitem selectpromotion generatelead firstvisit joingroup earnvirtualcurrency spendvirtualcurrency',
    ),
  ],
  ['refund', list('chargeback chargedback partialrefund')],
];

/** Words of a name, in this order: an order that is asked back has not gone back, and a view of a purchase is none. */
const parts: readonly (readonly [EventKind, ReadonlySet<string>])[] = [
  [
    'other',
    list(
      'view viewed added click clicked search searched lead leads signup registration registered trial cart wishlist checkout contact form schedule scheduled login share scroll session engagement newsletter tutorial impression appointment request requested failed abandoned pending',
    ),
  ],
  [
    'refund',
    list('refund refunds refunded return returned chargeback chargebacks chargedback reversal reversed'),
  ],
  ['void', list('void voided cancel canceled cancelled cancellation')],
  [
    'sale',
    list(
      'purchase purchases purchased sale sales sold order orders ordered conversion conversions transaction upsell upsells rebill rebills renewal renewals renewed deposit deposits subscribe subscribed subscription donate donation donated payment paid closedwon won',
    ),
  ],
];

/** `AddToCart`, `add_to_cart` and `add to cart` are alike. */
export function kindOf(event: string): EventKind {
  const name = folded(event);
  const named = whole.find(([, names]) => names.has(name));
  if (named) return named[0];
  const words = event
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  // To end a subscription, or a trial, takes nothing of what was paid.
  const isSubscription = words.some((word) => word.startsWith('subscri'));
  const kind = parts.find(([, known]) => [...words, name].some((word) => known.has(word)))?.[0] ?? 'unknown';
  return kind === 'void' && isSubscription ? 'other' : kind;
}
