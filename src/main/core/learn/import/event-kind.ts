import { folded } from './folded.ts';

/**
 * What the event of a tracker, of GA4 or of Meta says of an order: that it was sold, that money of it goes back, that it is
 * void, or nothing at all. Unknown is what any of them may call its own.
 */
export type EventKind = 'sale' | 'refund' | 'void' | 'other' | 'unknown';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Whole names, of which a part alone would say something else. */
const whole: readonly (readonly [EventKind, ReadonlySet<string>])[] = [
  [
    'sale',
    list(
      'checkoutcompleted completecheckout ordercompleted closeconvertlead inapppurchase base baseconversion',
    ),
  ],
  [
    'other',
    list(
      'pageview viewcontent addtocart addtowishlist addpaymentinfo addshippinginfo initiatecheckout begincheckout completeregistration starttrial formsubmit outboundclick submitapplication customizeproduct findlocation viewitem viewcart viewitemlist selectitem selectpromotion generatelead firstvisit joingroup earnvirtualcurrency spendvirtualcurrency addpayment paymentmethod addpaymentmethod paymentstarted purchasestarted orderstarted purchaseintent paymentlinksent invoicesent salescall',
    ),
  ],
  ['refund', list('chargeback chargedback partialrefund')],
];

/** Where an order came from, or what it was before: Paid Search Order. At the end of a name it is what happened: Sales Lead. */
const before = list(
  'click clicked search searched lead leads signup registration registered trial contact form schedule scheduled login share scroll session engagement newsletter tutorial impression appointment visit visitor checkout cart',
);
const ends = list('click clicked search searched lead leads scroll impression visit visitor checkout cart');

const sale = list(
  'purchase purchases purchased sale sales sold order orders ordered conversion conversions converted transaction upsell upsells rebill rebills renewal renewals renewed deposit deposits subscribe subscribed subscription donate donation donated payment paid closedwon won ftd ftds std redeposit redeposits bought',
);

/** Money that comes back to the seller: such a row takes nothing off its order. */
const regained =
  /(refunds?|charge\P{L}?backs?)(\P{L}+request)?\P{L}+(revers|won|cancell?ed$)|cancell?ed\P{L}+revers/u;

/** What has not gone back, though it is spoken of: Refund Requested, Return Rejected, Pending Cancellation. */
const [taking, state] = [
  '(refunds?|returns?|charge\\P{L}?backs?|cancel|cancell?ation|void)',
  '(request(ed)?|failed|pending|declined|rejected|refused|error|expired|initiated|incomplete)',
];
const notGone = new RegExp(`${taking}\\P{L}+${state}$|${state}\\P{L}+(an?\\P{L}+)?${taking}$`, 'u');

/** How somebody means to pay; beside a word of what was sold, how it was paid. */
const howPaid = /payment\P{L}+(methods?|info(rmation)?)(\P{L}|$)/u;
const sold = list('purchase purchased order ordered sale sold paid');

/** Words of a name, in this order: a view of a purchase is none. */
const parts: readonly (readonly [EventKind, ReadonlySet<string>])[] = [
  ['other', list('view viewed added wishlist dispute disputed')],
  ['other', before],
  [
    'refund',
    list('refund refunds refunded return returned chargeback chargebacks chargedback reversal reversed'),
  ],
  ['void', list('void voided cancel canceled cancelled cancellation')],
  // Behind what takes an order back, of which these may be the reason: Order cancelled - payment declined.
  [
    'other',
    list(
      'declined error unpaid refused rejected initiated paused expired incomplete request requested failed abandoned pending',
    ),
  ],
  ['sale', sale],
];

/** `AddToCart`, `add_to_cart` and `add to cart` are alike. `isOrder`: the row has an order's number and value. */
export function kindOf(event: string, isOrder = false): EventKind {
  const name = folded(event);
  const named = whole.find(([, names]) => names.has(name));
  if (named) return named[0];
  const words = event
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    // Neither a look at a purchase, nor money that comes back.
    .replace(/view\P{L}?through|return(ed)?\P{L}+(?=customer|client|buyer|shopper|user|visit)/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const isSold = isOrder && words.some((word) => sale.has(word)) && !ends.has(words.at(-1) ?? '');
  const text = words.join(' ');
  if (regained.test(text)) return 'other';
  if (notGone.test(text)) return words.some((word) => /^(cancell?ed|voided)$/.test(word)) ? 'void' : 'other';
  // To end a subscription, or a trial, takes nothing of what was paid.
  const isSubscription = words.some((word) => /^(subscri|trial)/.test(word));
  const known = parts.find(
    ([, of]) => !(of === before && isSold) && [...words, name].some((word) => of.has(word)),
  );
  const kind = known?.[0] ?? 'unknown';
  const isHowPaid = kind === 'sale' && howPaid.test(text) && !words.some((word) => sold.has(word));
  return isHowPaid || (kind === 'void' && isSubscription) ? 'other' : kind;
}
