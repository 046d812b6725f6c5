import type {
  Council,
  CouncilMember,
  Judge,
  Judgement,
  Member,
  Score,
  SpokenLine,
} from '../../../../contract/index.ts';
import { memberNames } from '../../../../contract/words.ts';
import { ENGINE_VERSION } from '../../measure/index.ts';
import { RUBRIC_VERSION } from '../../weights/rubric-1.ts';
import { roundTenth } from '../tenths.ts';
import { combine, disagreementOf } from './combine.ts';
import { familyOf } from './family.ts';
import { asGiven, type Normalised, normalise, onOneScale } from './normalise.ts';
import type { Past } from './past.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { judgeKey, recordsTell, weightsBasis } from './record.ts';
import { farFromScore, highDisagreement, panelInterval, reachingOut } from './spread.ts';
import { learnedWeights } from './weights.ts';

/** What one judge left behind on one ad. */
export interface Ballot {
  readonly judge: Judge;
  readonly model: string;
  readonly saw: string;
  readonly costMicroUsd: number | null;
  readonly end:
    | { readonly kind: 'vote'; readonly score: number; readonly verdict: Judgement }
    | { readonly kind: 'abstained'; readonly reason: string };
  readonly transcript: readonly SpokenLine[] | null;
}

export interface CouncilInput {
  readonly adId: string;
  readonly engine: Pick<Score, 'overall' | 'interval80'>;
  readonly ballots: readonly Ballot[];
  /** The engine's own votes are among them. */
  readonly past: Past;
  /** Lines of the ad's own text that read like orders to a judge. */
  readonly instructions: readonly string[];
  readonly judgedAt: string;
}

export const engineModel = `engine ${ENGINE_VERSION}`;

/** Families of models that have to vote; the engine is a member but no second opinion on itself. */
const quorum = 2;

interface Seat extends Normalised {
  readonly member: Member;
  readonly key: string;
  readonly score: number;
}

/**
 * The votes on one ad joined (`scoring.md` 5.4). A judge's percentile and record come from its own past alone, the
 * percentile without its vote on this ad, the record the same for all ads: by other shares for each, one that all hold
 * better could come out below. The shares are dealt anew with each one more or less at the table.
 */
export function aggregate(input: CouncilInput): Council {
  const { past } = input;
  const ballots = [...input.ballots].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const seat = (member: Member, key: string, score: number): Seat => ({
    member,
    key,
    score,
    ...normalise(
      score,
      past.votesOf(key).flatMap((vote) => (vote.adId === input.adId ? [] : [vote.score])),
    ),
  });
  const voted = ballots.flatMap((ballot) =>
    ballot.end.kind === 'vote' ? [seat(ballot.judge, keyOf(ballot), ballot.end.score)] : [],
  );
  const families = new Set(
    ballots.filter(({ end }) => end.kind === 'vote').map(({ judge, model }) => familyOf(judge, model)),
  );
  const engineKey = judgeKey('engine', engineModel);
  if (input.engine.overall !== null) voted.push(seat('engine', engineKey, input.engine.overall));
  const isCouncil = families.size >= quorum;
  // Nothing is joined below a quorum, so each vote is told as it was given, as the engine's score is.
  const seats = isCouncil ? onOneScale(voted, ({ key }) => past.scoresLike(key)) : voted.map(asGiven);

  const records = seats.map(({ key }) => past.recordOf(key));
  const weights = learnedWeights(records);
  const weightOf = new Map(seats.map(({ key }, at) => [key, weights[at] as number]));
  const votes = seats.map(({ value }, at) => ({ value, weight: weights[at] as number }));
  const kEff = isCouncil ? past.worthOf(seats.map(({ key }) => key)) : null;
  const disagreement = votes.length >= 2 ? disagreementOf(votes) : null;
  const score = isCouncil ? combine(votes, recordsTell(records)) : input.engine.overall;
  const values = seats.map(({ value }) => value);
  const interval =
    isCouncil && score !== null
      ? reachingOut(panelInterval(score, disagreement ?? 0, kEff), score, values)
      : null;
  const far = score === null ? [] : seats.filter(({ value }) => Math.abs(value - score) > highDisagreement);
  const farApart =
    (disagreement ?? 0) > highDisagreement ||
    far.some(({ value }) => Math.abs(value - (score as number)) > farFromScore);
  const talksToJudges =
    input.instructions.length > 0 ||
    ballots.some(({ end }) => end.kind === 'vote' && end.verdict.addresses_the_judge);
  const heard = ballots.find(({ transcript }) => transcript !== null);

  return {
    basis: isCouncil ? 'council' : 'engine only',
    score: score === null ? null : roundTenth(score),
    interval80: interval
      ? [roundTenth(interval[0]), roundTenth(interval[1])]
      : isCouncil
        ? null
        : input.engine.interval80,
    disagreement: disagreement === null ? null : roundTenth(disagreement),
    k_eff: kEff === null ? null : Math.round(kEff * 100) / 100,
    cost_usd: ballots.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0) / 1e6,
    members: [
      ...ballots.map((ballot) =>
        memberOf(
          ballot,
          seats.find(({ key }) => key === keyOf(ballot)),
          weightOf.get(keyOf(ballot)) ?? 0,
        ),
      ),
      engineMember(
        input.engine.overall,
        seats.find(({ key }) => key === engineKey),
        weightOf.get(engineKey) ?? 0,
      ),
    ],
    weights: weightsBasis(records),
    needs_human: (isCouncil && farApart) || talksToJudges,
    dissent: [
      ...(isCouncil ? far.map((one) => dissentOf(one, score as number, ballots)) : []),
      ...ballots.flatMap(({ judge, end }) =>
        end.kind === 'vote' && end.verdict.addresses_the_judge
          ? [`${memberNames[judge]} says that the ad speaks to its judge.`]
          : [],
      ),
    ],
    instructions: [...input.instructions],
    transcript: heard?.transcript
      ? { model: heard.model, lines: heard.transcript.map((line) => ({ ...line })) }
      : null,
    rubric_version: RUBRIC_VERSION,
    prompt_version: PROMPT_VERSION,
    judged_at: input.judgedAt,
  };
}

const keyOf = ({ judge, model }: Ballot): string => judgeKey(judge, model);

function memberOf(ballot: Ballot, seat: Seat | undefined, weight: number): CouncilMember {
  const { judge, model, saw, costMicroUsd, end } = ballot;
  const common = { member: judge, model, saw, cost_usd: costMicroUsd === null ? null : costMicroUsd / 1e6 };
  if (end.kind === 'abstained' || !seat)
    return { ...common, ...absent(end.kind === 'abstained' ? end.reason : 'no vote') };
  return {
    ...common,
    state: 'voted',
    reason: null,
    score: end.score,
    percentile: seat.percentile === null ? null : roundTenth(seat.percentile),
    counted: roundTenth(seat.value),
    basis: seat.basis,
    weight,
    verdict: end.verdict,
  };
}

function engineMember(overall: number | null, seat: Seat | undefined, weight: number): CouncilMember {
  const common = { member: 'engine' as const, model: engineModel, saw: 'measured features', cost_usd: 0 };
  if (overall === null || !seat)
    return { ...common, ...absent('too much of the checklist could not be measured') };
  return {
    ...common,
    state: 'voted',
    reason: null,
    score: overall,
    percentile: seat.percentile === null ? null : roundTenth(seat.percentile),
    counted: roundTenth(seat.value),
    basis: seat.basis,
    weight,
    verdict: null,
  };
}

const absent = (reason: string) => ({
  state: 'abstained' as const,
  reason,
  score: null,
  percentile: null,
  counted: null,
  basis: 'no vote',
  weight: 0,
  verdict: null,
});

function dissentOf({ member, value, key }: Seat, score: number, ballots: readonly Ballot[]): string {
  const distance = Math.round(Math.abs(value - score));
  const side = value < score ? 'below' : 'above';
  const ballot = ballots.find((one) => keyOf(one) === key);
  const verdict = ballot?.end.kind === 'vote' ? ballot.end.verdict : null;
  const why = value < score ? verdict?.risks[0] : verdict?.strengths[0];
  return `${memberNames[member]} is at ${Math.round(value)}, ${distance} points ${side} the council${why ? `: ${why}` : '.'}`;
}
