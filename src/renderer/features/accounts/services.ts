import type { Service } from '../../../contract/index.ts';

/** What each account is for. */
export const uses: Readonly<Record<Service, string>> = {
  google: 'Fetches ads from a folder whose link you paste. It is only read.',
  meta: 'Brings campaigns, ads and their real results. An access token with ads_read is enough for that.',
  hubspot:
    'Brings deals, won and open, for real revenue. The token of a private app that may read deals and contacts.',
  anthropic: 'Anthropic. One judge of the council.',
  openai: 'OpenAI. One judge of the council.',
  gemini: 'Google. One judge of the council; it is the one that hears the whole video.',
  local: 'A server on this machine that speaks the OpenAI way. Nothing leaves it.',
};
