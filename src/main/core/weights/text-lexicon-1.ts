/**
 * Words of calls to action and of offers, English, as regular expressions over one line in lower case. Groups follow the
 * buttons of Meta's SDK (facebook-nodejs-business-sdk, AdCreativeLinkDataCallToAction), the wordings are house values of
 * 2026-11-23, to be extended by what users' ads say.
 */
export interface Phrase {
  readonly kind: string;
  readonly pattern: RegExp;
}

export const callsToAction: readonly Phrase[] = [
  {
    kind: 'shop',
    pattern:
      /\b(shop|buy|order)( it| yours?| them)? (now|today|here|online)\b|\badd to (cart|bag|basket)\b|\bshop (the|our|all)\b/,
  },
  {
    kind: 'offer',
    pattern: /\b(get|claim|grab|redeem) (the |this |your |my )?(offer|deal|discount|code|\d+ ?% off)\b/,
  },
  {
    kind: 'sign_up',
    pattern:
      /\b(sign|join) (up|now|us|today|free)\b|\bregister (now|today|here)\b|\bcreate (an|your) account\b/,
  },
  { kind: 'subscribe', pattern: /\bsubscribe( now| today)?\b/ },
  {
    kind: 'download',
    pattern:
      /\b(download|install)( the app| now| today| free)\b|\bget the app\b|\bdownload on the app store\b|\bget it on google play\b/,
  },
  { kind: 'book', pattern: /\b(book|reserve) (now|today|yours?|a|an|your)\b/ },
  { kind: 'apply', pattern: /\bapply (now|today|here)\b/ },
  { kind: 'quote', pattern: /\bget (a|your) (free )?(quote|estimate)\b/ },
  { kind: 'contact', pattern: /\b(contact|call|message|text) us\b|\bsend (us )?a message\b/ },
  { kind: 'learn', pattern: /\b(learn|read|see|find out|discover) more\b/ },
  {
    kind: 'try',
    pattern:
      /\b(try|start)( it| for)? (now|today|free|your free trial|risk[- ]free)\b|\bget started\b|\bstart (now|today|here)\b/,
  },
  {
    kind: 'visit',
    pattern: /\blink in bio\b|\b(swipe|tap|click) (up|here|below|now|the link|to)\b|\bvisit (us|our)\b/,
  },
];

/** A line of at most this many words that begins with one of these verbs reads as a button: "Choose meals". */
export const buttonVerbs =
  /^(shop|buy|order|get|try|choose|start|join|book|download|install|subscribe|claim|discover|explore|pick|pack|build|find) [\p{L}' ]+[.!]?$/u;
export const BUTTON_MAX_WORDS = 3;

export const offers: readonly Phrase[] = [
  { kind: 'percent_off', pattern: /\b\d{1,2} ?% ?(off|discount|less|cheaper)\b|\bsave (up to )?\d{1,2} ?%/ },
  { kind: 'amount_off', pattern: /(\bsave|\bget) [$€£] ?\d[\d.,]*|[$€£] ?\d[\d.,]* off\b/ },
  {
    kind: 'free',
    pattern:
      /\bfree (shipping|delivery|returns?|trial|gift|sample|month|forever)\b|\bfor free\b|\bfree[!.]?$/,
  },
  { kind: 'two_for_one', pattern: /\bbuy (one|1|two|2),? get (one|1|two|2)\b|\b2 ?for ?1\b|\bbogo\b/ },
  { kind: 'code', pattern: /\b(use|with) (the )?code:? [a-z0-9]{3,20}\b/ },
  { kind: 'price', pattern: /[$€£] ?\d[\d.,]*|\b\d[\d.,]* ?(€|£|usd|eur|gbp)(?!\w)/ },
  {
    kind: 'urgency',
    pattern:
      /\b(today only|last chance|limited (time|edition|offer)|ends (today|tonight|soon|sunday|monday)|only \d+ left|while (stocks?|supplies) last|hurry)\b/,
  },
  { kind: 'guarantee', pattern: /\bmoney[- ]back\b|\b\d+[- ]day (returns?|guarantee|trial)\b/ },
];
