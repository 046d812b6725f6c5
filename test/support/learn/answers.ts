import type Sqlite from 'better-sqlite3';
import { PROMPT_VERSION } from '../../../src/main/core/score/council/prompt.ts';
import { RUBRIC_VERSION } from '../../../src/main/core/weights/rubric-1.ts';

/** Votes that a test wrote down come from an answer to one version of the question, as those of a judge do. */
export const answerVotes = (raw: Sqlite.Database, promptVersion = PROMPT_VERSION): void =>
  void raw
    .prepare(
      `INSERT INTO council_verdicts
       SELECT ad_id, substr(judge, 1, instr(judge, ' ') - 1), substr(judge, instr(judge, ' ') + 1), ?, ?, '{}', ''
       FROM council_votes WHERE judge NOT LIKE 'engine %'`,
    )
    .run(RUBRIC_VERSION, promptVersion);
