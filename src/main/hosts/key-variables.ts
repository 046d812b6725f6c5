/** Where the key of a service may stand in the environment. */
export const keyVariables = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
  gemini: 'GEMINI_API_KEY',
  meta: 'META_ACCESS_TOKEN',
  hubspot: 'HUBSPOT_ACCESS_TOKEN',
} as const;
