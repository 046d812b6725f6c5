/**
 * What is known of a customer, in the one spelling that Meta hashes (`meta.md` 5): a value that is spelled otherwise
 * gives another hash, which matches nobody and which nobody is told of. So what cannot be spelled is refused here.
 */
export const hashedKeys = [
  'em',
  'ph',
  'fn',
  'ln',
  'ct',
  'st',
  'zp',
  'country',
  'db',
  'ge',
  'external_id',
] as const;
export type HashedKey = (typeof hashedKeys)[number];

/** Country codes of telephone numbers, and whether a leading 0 belongs to the number as in Italy. */
const dialling: Readonly<Record<string, string>> = {
  us: '1',
  ca: '1',
  gb: '44',
  ie: '353',
  de: '49',
  at: '43',
  ch: '41',
  fr: '33',
  be: '32',
  nl: '31',
  lu: '352',
  es: '34',
  pt: '351',
  it: '39',
  dk: '45',
  se: '46',
  no: '47',
  fi: '358',
  is: '354',
  pl: '48',
  cz: '420',
  sk: '421',
  hu: '36',
  ro: '40',
  bg: '359',
  gr: '30',
  hr: '385',
  si: '386',
  ee: '372',
  lv: '371',
  lt: '370',
  tr: '90',
  au: '61',
  nz: '64',
  jp: '81',
  kr: '82',
  in: '91',
  sg: '65',
  my: '60',
  th: '66',
  id: '62',
  ph: '63',
  vn: '84',
  br: '55',
  mx: '52',
  ar: '54',
  cl: '56',
  co: '57',
  pe: '51',
  za: '27',
  ng: '234',
  ke: '254',
  eg: '20',
  ma: '212',
  ae: '971',
  sa: '966',
  il: '972',
  ua: '380',
};

const alreadyHashed = /^[0-9a-f]{64}$/;
const lower = (text: string): string => text.normalize('NFC').trim().toLowerCase();
const letters = (text: string): string => lower(text).replace(/[\p{P}\p{S}\p{N}\s]/gu, '');

type Spelled = { readonly value: string } | { readonly problem: string };
const ok = (value: string, problem: string): Spelled => (value === '' ? { problem } : { value });

const spellings: Readonly<Record<HashedKey, (text: string, country: string | null) => Spelled>> = {
  em: (text) => {
    const value = lower(text);
    return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value) ? { value } : { problem: 'is no address' };
  },
  ph: phone,
  fn: (text) => ok(lower(text).replace(/[\p{P}\p{S}]/gu, ''), 'has no letters'),
  ln: (text) => ok(lower(text).replace(/[\p{P}\p{S}]/gu, ''), 'has no letters'),
  ct: (text) => ok(letters(text), 'has no letters'),
  st: (text, country) => {
    const value = letters(text);
    return country === 'us' && value.length !== 2
      ? { problem: 'must be the two letters of the state' }
      : ok(value, 'has no letters');
  },
  zp: (text, country) => {
    const value = lower(text).replace(/[\s-]/g, '');
    return ok(
      country === 'us' ? (lower(text).split('-')[0]?.replace(/\s/g, '').slice(0, 5) ?? '') : value,
      'is empty',
    );
  },
  country: (text) => {
    const value = lower(text);
    return /^[a-z]{2}$/.test(value) ? { value } : { problem: 'must be a code of two letters such as de' };
  },
  db: (text) => {
    const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text.trim()) ?? [];
    const real = year !== undefined && !Number.isNaN(Date.parse(`${year}-${month}-${day}T00:00:00Z`));
    return real ? { value: `${year}${month}${day}` } : { problem: 'must be written as 1990-12-31' };
  },
  ge: (text) => {
    const value = lower(text)[0] ?? '';
    return value === 'f' || value === 'm' ? { value } : { problem: 'must be f or m' };
  },
  external_id: (text) => ok(text.trim(), 'is empty'),
};

/** Digits with the country code: as it is written with + or 00, else by the customer's country. */
function phone(text: string, country: string | null): Spelled {
  const plain = text.normalize('NFKC').trim();
  if (/\p{L}/u.test(plain)) return { problem: 'has letters in it' };
  const digits = plain.replace(/\D/g, '');
  const [, national] = /^(?:\+|00)\s*(.*)$/.exec(plain) ?? [];
  const code = country === null ? undefined : dialling[country];
  // "+44 (0)79…": the 0 is dialled at home only.
  const whole =
    national !== undefined
      ? national.replace(/\(0\)/, '').replace(/\D/g, '')
      : code === undefined
        ? null
        : digits.startsWith(code) && digits.length > 10
          ? digits
          : `${code}${country === 'it' ? digits : digits.replace(/^0+/, '')}`;
  if (whole === null) return { problem: 'has no country code: write it with +, or name the country' };
  return /^[1-9]\d{7,14}$/.test(whole) ? { value: whole } : { problem: 'is no telephone number' };
}

/** What is hashed, or why it cannot be; a value that is a SHA-256 already passes as it is. */
export function spell(
  key: HashedKey,
  text: string,
  country: string | null,
): Spelled & { readonly hashed?: true } {
  const hash = text.trim().toLowerCase();
  if (alreadyHashed.test(hash)) return { value: hash, hashed: true };
  return spellings[key](text, country);
}
