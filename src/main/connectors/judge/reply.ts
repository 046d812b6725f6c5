import { z } from 'zod';
import { JudgeReply } from '../../../contract/index.ts';
import { JudgeError, type Paid } from '../../core/score/council/judge-error.ts';

let schema: Readonly<Record<string, unknown>> | undefined;

/**
 * The one schema that every provider is asked to answer in; `$schema` is left out, not all of them take it. Made when it
 * is first asked for: most starts of the app ask no judge.
 */
export function replySchema(): Readonly<Record<string, unknown>> {
  if (schema) return schema;
  const { $schema: _, ...made } = z.toJSONSchema(JudgeReply);
  schema = made;
  return schema;
}

/** Enough for the ten items, three edits and the thinking before them; what is cut off is paid all the same. */
export const maxOutputTokens = 8000;

/**
 * The answer out of a model's text. Servers that do not enforce a schema wrap it in a fence or a sentence, so the first
 * to the last brace is what is read; whatever then does not fit is no vote.
 */
export function readJson(text: string, paid: Paid): JudgeReply {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  let value: unknown;
  try {
    value = JSON.parse(text.slice(from, to + 1));
  } catch {
    throw new JudgeError('off_schema', 'no JSON', { paid });
  }
  const parsed = JudgeReply.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new JudgeError('off_schema', where.join('; '), { paid });
}
