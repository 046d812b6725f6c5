import { type Emulator, emulate } from './server.ts';

export interface SimDeal {
  readonly id: string;
  readonly properties: Record<string, string | null>;
  readonly contacts?: readonly string[];
  readonly archived?: boolean;
}

export interface HubspotEmulator extends Emulator {
  deals: SimDeal[];
  contacts: Map<string, Record<string, string | null>>;
}

export const hubspotStages = [
  { id: 'open-1', metadata: { isClosed: 'false', probability: '0.4' } },
  { id: 'won-9', metadata: { isClosed: 'true', probability: '1.0' } },
  { id: 'lost-9', metadata: { isClosed: 'true', probability: '0.0' } },
];

const custom = { deals: ['utm_campaign', 'order_id'], contacts: ['utm_content', 'utm_campaign', 'email'] };
const standard = [
  'amount',
  'deal_currency_code',
  'createdate',
  'closedate',
  'hs_lastmodifieddate',
  'dealstage',
  'hs_is_closed_won',
  'hs_is_closed',
];

/** HubSpot's CRM as far as deals go (`providers.md` 9): pages, only what is asked for by name, everything as text. */
export async function emulateHubspot(token: string): Promise<HubspotEmulator> {
  const state = { deals: [] as SimDeal[], contacts: new Map<string, Record<string, string | null>>() };
  const refuse = (status: number, body: object) => ({
    status,
    body: { status: 'error', correlationId: 'c0ffee', ...body },
  });
  /** Unknown names are left out, known ones without a value are null. */
  const only = (names: readonly string[], known: readonly string[], values: Record<string, string | null>) =>
    Object.fromEntries(
      names.filter((name) => known.includes(name)).map((name) => [name, values[name] ?? null]),
    );

  const emulator = await emulate(({ method, path, headers, body }) => {
    if (headers.authorization !== `Bearer ${token}`)
      return refuse(401, {
        category: 'INVALID_AUTHENTICATION',
        message: 'Authentication credentials not found.',
      });
    const url = new URL(path, 'http://h');
    const { searchParams: query } = url;
    switch (`${method} ${url.pathname}`) {
      case 'GET /account-info/v3/details':
        return { body: { portalId: 4711, companyCurrency: 'EUR', timeZone: 'Europe/Berlin' } };
      case 'GET /crm/v3/properties/deals':
        return { body: { results: [...standard, ...custom.deals].map((name) => ({ name })) } };
      case 'GET /crm/v3/properties/contacts':
        return { body: { results: custom.contacts.map((name) => ({ name })) } };
      case 'GET /crm/v3/pipelines/deals':
        return { body: { results: [{ id: 'default', stages: hubspotStages }] } };
      case 'GET /crm/v3/objects/deals': {
        const limit = Number(query.get('limit') ?? 10);
        if (limit > 100) return refuse(400, { category: 'VALIDATION_ERROR' });
        const archived = query.get('archived') === 'true';
        const all = state.deals.filter((deal) => (deal.archived ?? false) === archived);
        const start = Number(query.get('after') ?? 0);
        const next = start + limit;
        return {
          body: {
            results: all.slice(start, next).map((deal) => ({
              id: deal.id,
              archived,
              properties: only(query.getAll('properties'), [...standard, ...custom.deals], deal.properties),
              ...(query.get('associations') === 'contacts' &&
                deal.contacts && {
                  associations: {
                    contacts: { results: deal.contacts.map((id) => ({ id, type: 'deal_to_contact' })) },
                  },
                }),
            })),
            ...(next < all.length && {
              paging: { next: { after: String(next), link: 'https://api.hubapi.com/elsewhere' } },
            }),
          },
        };
      }
      case 'POST /crm/v3/objects/contacts/batch/read': {
        const asked = JSON.parse(body.toString('utf8')) as { inputs: { id: string }[]; properties: string[] };
        if (asked.inputs.length > 100) return refuse(400, { category: 'VALIDATION_ERROR' });
        const results = asked.inputs.flatMap(({ id }) => {
          const values = state.contacts.get(id);
          return values ? [{ id, properties: only(asked.properties, custom.contacts, values) }] : [];
        });
        return {
          status: results.length === asked.inputs.length ? 200 : 207,
          body: { status: 'COMPLETE', results },
        };
      }
      default:
        return refuse(404, { category: 'OBJECT_NOT_FOUND' });
    }
  });
  // The state of the emulator itself: a test puts other deals in their place.
  return Object.defineProperties(emulator, {
    deals: {
      get: () => state.deals,
      set: (deals: SimDeal[]) => {
        state.deals = deals;
      },
    },
    contacts: { get: () => state.contacts },
  }) as HubspotEmulator;
}
