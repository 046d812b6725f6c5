import { effectiveJudges } from './k-eff.ts';
import { type JudgeRecord, type PastVote, recordOf } from './record.ts';

/** What is known of the judges, worked out once for however many ads are joined by it. */
export interface Past {
  /** Oldest first. */
  votesOf(judge: string): readonly PastVote[];
  recordOf(judge: string): JudgeRecord;
  /** All scores of the engine's versions for one of them, and of all other judges for one of those. */
  scoresLike(judge: string): readonly number[];
  /** As `effectiveJudges` has it. */
  worthOf(judges: readonly string[]): number | null;
}

/** @param votes oldest first */
export function pastOf(votes: readonly PastVote[]): Past {
  const byJudge = Map.groupBy(votes, ({ judge }) => judge);
  const votesOf = (judge: string): readonly PastVote[] => byJudge.get(judge) ?? [];
  const records = new Map<string, JudgeRecord>();
  const worths = new Map<string, number | null>();
  const recordFor = (judge: string): JudgeRecord => {
    const record = records.get(judge) ?? recordOf(judge, votesOf(judge));
    records.set(judge, record);
    return record;
  };
  const isEngine = (judge: string): boolean => judge.startsWith('engine ');
  const [ofEngine = [], ofJudges = []] = [true, false].map((engine) =>
    votes.flatMap(({ judge, score }) => (isEngine(judge) === engine ? [score] : [])),
  );
  return {
    votesOf,
    scoresLike: (judge) => (isEngine(judge) ? ofEngine : ofJudges),
    recordOf: recordFor,
    worthOf(judges) {
      const panel = judges.join('\n');
      const worth = worths.has(panel)
        ? (worths.get(panel) as number | null)
        : effectiveJudges(judges.map(recordFor), judges.flatMap(votesOf));
      worths.set(panel, worth);
      return worth;
    },
  };
}
