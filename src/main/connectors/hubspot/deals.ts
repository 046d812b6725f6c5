import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { Deal } from '../../core/learn/import/deal.ts';
import { idOf, nameOf } from '../../core/learn/import/placeholder.ts';
import type { AccountCheck, ApiKey, DealsPort } from '../../ports.ts';
import { createHubspotClient, type HubspotClient, type HubspotOptions } from './client.ts';

const pageSize = 100;

const Properties = z.object({ results: z.array(z.object({ name: z.string() })) });
const Pipelines = z.object({
  results: z.array(
    z.object({
      stages: z.array(
        z.object({
          id: z.string(),
          metadata: z
            .object({ isClosed: z.string().default(''), probability: z.string().default('') })
            .default({ isClosed: '', probability: '' }),
        }),
      ),
    }),
  ),
});
const Values = z.record(z.string(), z.string().nullable());
const Deals = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      properties: Values,
      archived: z.boolean().default(false),
      associations: z
        .object({ contacts: z.object({ results: z.array(z.object({ id: z.string() })) }).optional() })
        .optional(),
    }),
  ),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});
const Contacts = z.object({ results: z.array(z.object({ id: z.string(), properties: Values })) });
const Details = z.object({
  companyCurrency: z.string().optional(),
  portalId: z.number().optional(),
  uiDomain: z.string().optional(),
});

/** Whatever a portal calls them, the most exact first: an id before a name. */
const adNames = ['ad_id', 'fb_ad_id', 'meta_ad_id', 'facebook_ad_id', 'utm_content', 'ad_name'];
const campaignNames = ['campaign_id', 'fb_campaign_id', 'meta_campaign_id', 'utm_campaign', 'campaign_name'];
const orderNames = ['order_id', 'order_number', 'transaction_id'];
const dealNames = [
  'amount',
  'deal_currency_code',
  'createdate',
  'closedate',
  'hs_lastmodifieddate',
  'dealstage',
  'hs_is_closed_won',
  'hs_is_closed',
];

const firstOf = (
  values: z.output<typeof Values>,
  names: readonly string[],
  read: typeof idOf,
): string | null => names.map((name) => read(values[name] ?? null)).find((value) => value !== null) ?? null;

export function createDeals(options: HubspotOptions): DealsPort {
  const ask = createHubspotClient(options);
  return {
    async *deals(signal) {
      const details = await detailsOf(ask, signal);
      const own = await knownNames(ask, 'deals', signal);
      const theirs = await knownNames(ask, 'contacts', signal);
      const stages = await stagesOf(ask, signal);
      const among = (names: readonly string[], known: ReadonlySet<string>) =>
        names.filter((name) => known.has(name));
      const joins = [...adNames, ...campaignNames];
      const properties = [...dealNames, ...among([...orderNames, ...joins], own)];
      for (const archived of [false, true]) {
        let after: string | null = null;
        const places = new Set<string>();
        do {
          const query = new URLSearchParams({ limit: String(pageSize), archived: String(archived) });
          for (const name of properties) query.append('properties', name);
          query.append('associations', 'contacts');
          if (after !== null) query.set('after', after);
          const page: z.output<typeof Deals> = await ask(
            `/crm/v3/objects/deals?${query}`,
            Deals,
            'Deals of HubSpot',
            signal,
          );
          const contacts = await contactsOf(ask, page, among(joins, theirs), signal);
          yield page.results.map((deal): Deal => {
            const { properties: values } = deal;
            const people = (deal.associations?.contacts?.results ?? [])
              .map(({ id }) => contacts.get(id))
              .filter((each) => each !== undefined);
            const join = (names: readonly string[]): string | null =>
              [values, ...people]
                .map((each) => firstOf(each, names, nameOf))
                .find((value) => value !== null) ?? null;
            return {
              id: deal.id,
              archived: archived || deal.archived,
              outcome: outcomeOf(values, stages),
              amount: values.amount ?? null,
              currency: values.deal_currency_code ?? details.companyCurrency ?? null,
              createdAt: values.createdate ?? null,
              closedAt: values.closedate ?? null,
              changedAt: values.hs_lastmodifieddate ?? null,
              order: firstOf(values, orderNames, idOf),
              ad: join(adNames),
              campaign: join(campaignNames),
            };
          });
          after = page.paging?.next?.after ?? null;
          // Taken for the end, the rest would be missing and count as silence.
          if (after !== null && places.has(after))
            throw new AppError(
              'UPSTREAM',
              'Deals of HubSpot: it says that there is more and sends back to a page that was read.',
            );
          if (after !== null) places.add(after);
        } while (after !== null);
      }
    },
  };
}

const detailsOf = (ask: HubspotClient, signal: AbortSignal) =>
  ask('/account-info/v3/details', Details, 'Account of HubSpot', signal);

async function knownNames(
  ask: HubspotClient,
  object: 'deals' | 'contacts',
  signal: AbortSignal,
): Promise<Set<string>> {
  const { results } = await ask(
    `/crm/v3/properties/${object}`,
    Properties,
    `Fields of HubSpot's ${object}`,
    signal,
  );
  return new Set(results.map(({ name }) => name));
}

/** Ids of stages are each portal's own; what they mean is in their metadata, as text. */
async function stagesOf(ask: HubspotClient, signal: AbortSignal): Promise<Map<string, Deal['outcome']>> {
  const { results } = await ask('/crm/v3/pipelines/deals', Pipelines, 'Pipelines of HubSpot', signal);
  return new Map(
    results.flatMap(({ stages }) =>
      stages.map(({ id, metadata }): [string, Deal['outcome']] => [
        id,
        metadata.isClosed !== 'true' ? 'open' : Number(metadata.probability) === 1 ? 'won' : 'lost',
      ]),
    ),
  );
}

function outcomeOf(
  values: z.output<typeof Values>,
  stages: ReadonlyMap<string, Deal['outcome']>,
): Deal['outcome'] {
  if (values.hs_is_closed_won === 'true') return 'won';
  const stage = stages.get(values.dealstage ?? '');
  return stage ?? (values.hs_is_closed === 'true' ? 'lost' : 'open');
}

/** The click usually left its marks on the contact, not on the deal. */
async function contactsOf(
  ask: HubspotClient,
  page: z.output<typeof Deals>,
  properties: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, z.output<typeof Values>>> {
  const ids = new Set(
    page.results.flatMap(({ associations }) => associations?.contacts?.results.map(({ id }) => id) ?? []),
  );
  const found = new Map<string, z.output<typeof Values>>();
  if (properties.length === 0) return found;
  const all = [...ids];
  for (let at = 0; at < all.length; at += pageSize) {
    const inputs = all.slice(at, at + pageSize).map((id) => ({ id }));
    const { results } = await ask(
      '/crm/v3/objects/contacts/batch/read',
      Contacts,
      'Contacts of HubSpot',
      signal,
      { properties, inputs },
    );
    for (const { id, properties: values } of results) found.set(id, values);
  }
  return found;
}

/** How a token is tried: whether it reads deals at all. */
export const hubspotAccount = (options: Omit<HubspotOptions, 'credential'>): AccountCheck<ApiKey> => ({
  async check(credential, signal) {
    const ask = createHubspotClient({ ...options, credential: async () => credential });
    const { portalId, companyCurrency } = await detailsOf(ask, signal);
    await ask('/crm/v3/objects/deals?limit=1', Deals, 'Deals of HubSpot', signal);
    return {
      label: portalId === undefined ? 'HubSpot' : `HubSpot ${portalId}`,
      limits: companyCurrency === undefined ? null : `deals in ${companyCurrency}`,
    };
  },
});
