import { type Emulator, emulate } from './server.ts';

export interface TrackedSale {
  readonly order: string;
  /** As a decimal, in the currency beside it. */
  readonly amount: string;
  readonly currency: string;
  readonly soldMs: number;
  readonly clickedMs: number;
  readonly adId: string;
}

export interface AnytrackEmulator extends Emulator {
  /** Its export of all that it tracked: CSV. */
  csv(): string;
  /** Tells its webhook what is new; whether it has one. */
  post(): Promise<boolean>;
}

/** So many are far below what a hook takes at once. */
const atOnce = 100;
const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * AnyTrack as far as it tells what it tracked (`providers.md` 6): a file, and an outgoing webhook, which is set at
 * `PUT /webhook` as its users do in its pages. What was not taken is posted again, and so is the last of each list: at
 * least once is all that a webhook says.
 */
export async function emulateAnytrack(tracked: () => readonly TrackedSale[]): Promise<AnytrackEmulator> {
  let hook: { readonly url: string; readonly token: string } | null = null;
  const taken = new Set<string>();
  let last: TrackedSale[] = [];

  const emulator = await emulate(({ method, path, body }) => {
    if (method !== 'PUT' || path !== '/webhook') return { status: 404 };
    hook = JSON.parse(body.toString('utf8')) as { url: string; token: string };
    return { status: 204 };
  });
  return Object.assign(emulator, {
    csv: () =>
      [
        'order_id,amount,currency,date,click_time,ad_id',
        ...tracked().map(({ order, amount, currency, soldMs, clickedMs, adId }) =>
          [order, amount, currency, iso(soldMs), iso(clickedMs), adId].join(),
        ),
      ].join('\n'),
    async post() {
      if (!hook) return false;
      for (;;) {
        const more = tracked().filter(({ order }) => !taken.has(order));
        if (more.length === 0) return true;
        const list = [...last, ...more.slice(0, atOnce)];
        const { ok, status } = await fetch(hook.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${hook.token}` },
          body: JSON.stringify(list.map(eventOf)),
        });
        if (!ok) throw new Error(`The webhook of AnyTrack was answered with ${status}.`);
        for (const { order } of list) taken.add(order);
        last = list.slice(-1);
      }
    },
  });
}

const eventOf = ({ order, amount, currency, soldMs, clickedMs, adId }: TrackedSale) => ({
  assetId: 'a-4711',
  clickId: `c-${order}`,
  eventName: 'Purchase',
  eventTime: iso(soldMs),
  eventTimestamp: Math.floor(soldMs / 1000),
  eventValue: Number(amount),
  currency,
  transactionId: order,
  clickTime: iso(clickedMs),
  utm: { utm_content: adId },
});
