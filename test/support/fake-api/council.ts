import { type CouncilSeat, Judge } from '../../../src/contract/index.ts';

const models = {
  anthropic: 'claude-sonnet-5-5',
  openai: 'gpt-6.1-terra',
  gemini: 'gemini-3.8-flash',
  local: '',
} as const;

/** The table while nothing is connected. */
export const noSeats = (): CouncilSeat[] =>
  Judge.options.map((judge) => ({
    judge,
    model: models[judge],
    off: `No account is connected for this. Nothing is connected for ${judge}.`,
    sends: judge === 'gemini' ? 'whole videos and still images' : 'up to 12 frames of each ad',
    host: null,
    account: null,
    agreed: false,
    usual_usd: null,
    known: 0,
  }));
