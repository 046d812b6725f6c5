import type Sqlite from 'better-sqlite3';
import { PROMPT_VERSION } from '../../../src/main/core/score/council/prompt.ts';
import { RUBRIC_VERSION } from '../../../src/main/core/weights/rubric-1.ts';

/** What the judges whose votes a test wrote down answered to one version of the question, as those that are asked do. */
export const answerVotes = (
  raw: Sqlite.Database,
  promptVersion = PROMPT_VERSION,
  kind: 'vote' | 'abstained' = 'vote',
): void =>
  void raw
    .prepare(
      `INSERT OR REPLACE INTO council_verdicts
       SELECT ad_id, substr(judge, 1, instr(judge, ' ') - 1), substr(judge, instr(judge, ' ') + 1), ?, ?, ?, ''
       FROM council_votes WHERE judge NOT LIKE 'engine %'`,
    )
    .run(RUBRIC_VERSION, promptVersion, JSON.stringify({ end: { kind } }));
