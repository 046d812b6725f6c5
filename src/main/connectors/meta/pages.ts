import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { NotEnded } from '../../core/learn/meta/not-ended.ts';
import type { Subject } from './client.ts';
import { LostPlace, otherShape, TooMuch } from './errors.ts';

const listsBegun = 3;
const smallestPage = 25;
/** After so many pages without a row a list that goes on is given up (`meta.md` 8.6). */
const emptyPages = 3;

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional(),
});

type Get = (
  path: readonly string[],
  params: object,
  shape: typeof Page,
  subject: Subject,
  signal: AbortSignal,
) => Promise<z.output<typeof Page>>;

/**
 * All pages of a list, each by the place of the one before: Meta's own link for the next page carries the token. A list
 * that has to begin again sends rows twice, and pages may overlap, so whoever takes them must not mind. Pages shrink where
 * Meta finds them too large. Throws NotEnded where the list was given up before Meta said that this is all.
 */
export const createPages = (get: Get) =>
  async function* pages<S extends z.ZodType>(
    path: readonly string[],
    params: object,
    row: S,
    subject: Subject,
    signal: AbortSignal,
    pageSize = 500,
  ): AsyncGenerator<z.output<S>[]> {
    let limit = pageSize;
    let after: string | undefined;
    let empty = 0;
    const fetchPage = (): Promise<z.output<typeof Page>> => {
      const at = { ...params, limit, ...(after !== undefined && { after }) };
      const page = get(path, at, Page, subject, signal);
      // It may fail while nobody waits for it yet; then it is told when somebody does.
      page.catch(() => undefined);
      return page;
    };
    let coming = fetchPage();
    for (let begun = 1; ; ) {
      try {
        const page = await coming;
        // Reading its text took a while, and so does checking its rows: others get their turn between the two.
        await setImmediate();
        const rows = z.array(row).safeParse(page.data);
        if (!rows.success) throw otherShape(rows.error, subject.what);
        const next = page.paging?.cursors?.after;
        const goesOn = Boolean(page.paging?.next);
        empty = rows.data.length === 0 ? empty + 1 : 0;
        const stuck = next === undefined || next === after || empty === emptyPages;
        if (goesOn && !stuck) {
          after = next;
          // Meta makes the next page while this one is taken in.
          coming = fetchPage();
        }
        if (rows.data.length > 0) yield rows.data;
        if (!goesOn) return;
        if (stuck)
          throw new NotEnded(
            'UPSTREAM',
            `${subject.what}: Meta says that there is more and does not bring it.`,
          );
      } catch (error) {
        if (error instanceof LostPlace && begun < listsBegun) {
          begun += 1;
          after = undefined;
        } else if (error instanceof TooMuch && limit > smallestPage)
          limit = Math.max(smallestPage, Math.floor(limit / 2));
        else throw error;
        coming = fetchPage();
      }
    }
  };
