import { cappedFetch } from '../net/capped-fetch.ts';
import { Models } from './wire.ts';

/** Servers print their address with and without the version of the interface. */
export const versioned = (url: string): string => (/\/v1$/.test(url) ? url : `${url}/v1`);

/** What a local server offers; the first is taken where the user has named none. */
export async function localModels(
  baseUrl: string,
  apiKey: string | null,
  signal: AbortSignal,
): Promise<string[]> {
  const headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  const response = await cappedFetch(`${baseUrl}/models`, { headers, signal, redirect: 'error' });
  return Models.parse(await response.json()).data.map(({ id }) => id);
}
