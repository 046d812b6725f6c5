import type {
  Council,
  CouncilMember,
  CouncilSeat,
  Judge,
  Judgement,
  Output,
  ParsedInput,
} from '../../../src/contract/index.ts';
import { memberNames } from '../../../src/contract/words.ts';
import { runContent } from '../../../src/main/stages/spend-on-models.ts';
import { aRequestFor } from './approvals.ts';
import type { FakeHost } from './fake-host.ts';

const models = {
  anthropic: 'claude-sonnet-5-5',
  openai: 'gpt-6.1-terra',
  gemini: 'gemini-3.8-flash',
  local: 'qwen3-vl:8b',
} as const;
const judges = Object.keys(models) as Judge[];
const sends = (judge: Judge): string =>
  `${judge === 'gemini' ? 'whole videos and still images' : 'up to 12 frames of each ad'}, and the words on the screen, around the ad and in its subtitles`;

/** The table while nothing is connected. */
export const noSeats = (): CouncilSeat[] =>
  judges.map((judge) => ({
    judge,
    model: models[judge],
    off: `Nothing is connected for ${memberNames[judge]}.`,
    sends: sends(judge),
    host: null,
    account: null,
    agreed: false,
    usual_usd: null,
    known: 0,
  }));

/** Claude and Gemini are connected; nobody has agreed yet. */
export const someSeats = (): CouncilSeat[] =>
  noSeats().map((seat) =>
    seat.judge === 'anthropic' || seat.judge === 'gemini'
      ? {
          ...seat,
          off: null,
          host: seat.judge === 'anthropic' ? 'api.anthropic.com' : 'generativelanguage.googleapis.com',
          account: `${seat.judge} 4f2a`,
          usual_usd: 0.04,
        }
      : seat,
  );

const judgement = (risk: string): Judgement => ({
  items: (['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const).map((id, at) => ({
    id,
    score: at === 5 ? null : at % 5,
    confidence: 0.7,
    t0: at % 2 === 0 ? 1.2 : null,
    t1: at % 2 === 0 ? 2.4 : null,
    why: 'the bottle is seen before anything is said of it',
  })),
  hook_type: 'confession',
  strengths: ['the product is in the hand within a second'],
  risks: [risk],
  policy_risks: ['"best on earth" is a claim that cannot be shown'],
  edits: [0.2, 2.1, 4.4].map((t) => ({
    t0: t,
    t1: t + 1,
    change: 'Show the label to the camera',
    because: 'nobody can read whose bottle it is',
  })),
  addresses_the_judge: false,
});

const voted = (
  member: CouncilMember['member'],
  model: string,
  score: number,
  risk: string,
): CouncilMember => ({
  member,
  model,
  state: 'voted',
  reason: null,
  score,
  percentile: null,
  counted: score,
  basis: 'own score; 12 of 30 earlier ones',
  weight: 0.25,
  saw: member === 'engine' ? 'measured features' : member === 'gemini' ? 'the whole video' : '10 frames',
  cost_usd: member === 'engine' ? 0 : 0.021,
  verdict: member === 'engine' ? null : judgement(risk),
});

/** Three agree, the local model does not, and GPT is absent. */
export const aCouncil = (overrides: Partial<Council> = {}): Council => ({
  basis: 'council',
  score: 81,
  interval80: [70, 92],
  disagreement: 4,
  k_eff: null,
  cost_usd: 0.061,
  members: [
    voted('anthropic', models.anthropic, 84, 'the offer comes late'),
    voted('gemini', models.gemini, 79, 'the music covers the voice'),
    voted('local', models.local, 52, 'the opening reads as an apology'),
    {
      member: 'openai',
      model: models.openai,
      state: 'abstained',
      reason: 'it did not answer in time (2 tries)',
      score: null,
      percentile: null,
      counted: null,
      basis: 'no vote',
      weight: 0,
      saw: '10 frames',
      cost_usd: 0.02,
      verdict: null,
    },
    voted('engine', 'engine 1', 86, ''),
  ],
  weights: 'equal',
  needs_human: false,
  dissent: ['Local model is at 52, 29 points below the council: the opening reads as an apology'],
  instructions: [],
  transcript: { model: models.gemini, lines: [{ t0: 0.4, t1: 1.8, text: 'I almost did not order this.' }] },
  rubric_version: 'rubric-1',
  prompt_version: 'prompt-1',
  judged_at: '2026-11-27T12:00:00Z',
  ...overrides,
});

/** A run with a ceiling of its own, as a request of the queue. */
export function proposeRun(
  host: FakeHost,
  { ads, ceiling_usd, cheaper }: ParsedInput<'council.proposeRun'>,
): Output<'council.proposeRun'> {
  const services = host.seats.flatMap(({ judge, model, account, sends: gets }) =>
    account === null ? [] : [{ judge, model, account, gets }],
  );
  const files = ads.map((id) => ({ id, file: host.library.row(id)?.name ?? id }));
  const content = runContent(files, services, { cents: Math.round(ceiling_usd * 100), cheaper });
  const request = aRequestFor(80 + host.requests.length, content, {
    proposed_by: { kind: 'person', id: 'mara' },
  });
  host.requests = [...host.requests, request];
  return request;
}
