import { type GraphProblem, type MetaFault, take } from './faults.ts';

interface Item {
  readonly method?: string;
  readonly relative_url?: string;
  readonly body?: string;
}
const most = 50;

/** Of a call that came in the body of another: its address was none that the app sent to. */
export const inBatch = 'x-in-batch';

/**
 * Several calls in one (`meta.md` 9.29): each is a call as any other and counts as one, answers come in order as text, and
 * one that fails takes no other with it. Nothing is encoded on the way, so an `&` in a value ends it.
 */
export async function answerBatch(
  sent: URLSearchParams,
  root: string,
  authorization: string,
  faults: MetaFault[],
): Promise<readonly (object | null)[] | GraphProblem> {
  const items = JSON.parse(sent.get('batch') ?? '[]') as readonly Item[];
  if (items.length === 0 || items.length > most)
    return { code: 100, message: `(#100) 1 to ${most} calls make a batch` };
  const answers: (object | null)[] = [];
  for (const { method = 'GET', relative_url = '', body } of items) {
    // It was not got to in time.
    if (take(faults, 'batch')) {
      answers.push(null);
      continue;
    }
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${root}/${relative_url}`, {
      method,
      headers: { authorization, [inBatch]: '1', ...(body !== undefined && type) },
      ...(body !== undefined && { body }),
    });
    const headers = [...answer.headers].map(([name, value]) => ({ name, value }));
    answers.push({ code: answer.status, headers, body: await answer.text() });
  }
  return answers;
}
