import type { Service } from '../../../contract/index.ts';

/** Each account in words: what it is called and what it is for. */
export const services: Readonly<Record<Service, { readonly name: string; readonly use: string }>> = {
  google: { name: 'Google Drive', use: 'Fetches ads from a folder whose link you paste. It is only read.' },
  meta: {
    name: 'Meta Ads',
    use: 'Brings campaigns, ads and their real results. An access token with ads_read is enough for that.',
  },
  hubspot: {
    name: 'HubSpot',
    use: 'Brings deals, won and open, for real revenue. The token of a private app that may read deals and contacts.',
  },
  anthropic: { name: 'Claude', use: 'Anthropic. One judge of the council.' },
  openai: { name: 'GPT', use: 'OpenAI. One judge of the council.' },
  gemini: {
    name: 'Gemini',
    use: 'Google. One judge of the council; it is the one that hears the whole video.',
  },
  local: {
    name: 'Local model',
    use: 'A server on this machine that speaks the OpenAI way. Nothing leaves it.',
  },
};
