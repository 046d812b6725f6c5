import { DraftWords } from '../../../contract/schemas/draft.ts';
import type { DraftForm } from './draft-start.ts';

export type DraftProblems = Partial<Record<keyof DraftForm, string>>;

/** What is wrong with each field, in their order, by the rule that the request is held against; the first of a field is enough. */
export function problemsOf({ account: _, ...words }: DraftForm): DraftProblems {
  const problems: Record<string, string> = {};
  for (const { path, message } of DraftWords.safeParse(words).error?.issues ?? [])
    problems[String(path[0])] ??= message;
  return problems;
}
