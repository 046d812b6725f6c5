import type { AdId, Council, CouncilMember, Judge } from '../../../../contract/index.ts';
import { RUBRIC_VERSION } from '../../weights/rubric-1.ts';
import { aggregate, type Ballot, engineModel } from './aggregate.ts';
import type { Past } from './past.ts';
import { PROMPT_VERSION } from './prompt.ts';

/**
 * The same votes joined with what is known of the judges by now, so that it makes no difference which ad was answered
 * first. Asks nobody; null for a council under another rubric, prompt or engine, which
 * stays as it was joined: its score would mean something else.
 */
export function joinAgain(adId: AdId, council: Council, past: Past): Council | null {
  const engine = council.members.find(({ member }) => member === 'engine');
  if (!engine || engine.model !== engineModel) return null;
  if (council.rubric_version !== RUBRIC_VERSION || council.prompt_version !== PROMPT_VERSION) return null;
  return aggregate({
    adId,
    engine: { overall: engine.score, interval80: council.basis === 'council' ? null : council.interval80 },
    ballots: council.members.flatMap((one) =>
      one.member === 'engine' ? [] : [ballotOf(one.member, one, council.transcript)],
    ),
    past,
    instructions: council.instructions,
    judgedAt: council.judged_at,
  });
}

const ballotOf = (judge: Judge, member: CouncilMember, heard: Council['transcript']): Ballot => ({
  judge,
  model: member.model,
  saw: member.saw,
  costMicroUsd: member.cost_usd === null ? null : Math.round(member.cost_usd * 1e6),
  end:
    member.score !== null && member.verdict
      ? { kind: 'vote', score: member.score, verdict: member.verdict }
      : { kind: 'abstained', reason: member.reason ?? 'no vote' },
  transcript: heard?.model === member.model ? heard.lines : null,
});
