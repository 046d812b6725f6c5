import type { GroupBy, SortField } from '../../../contract/index.ts';
import { suggestionsFor, typingAt, valuesFor } from '../../core/score/complete-filter.ts';
import { filterOrThrow } from '../../core/score/parse-filter.ts';
import type { View } from '../../store/repos/view.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { isUploadFolder } from '../uploads.ts';

type Scores = Pick<
  Handlers,
  | 'score.rows'
  | 'score.rowsOf'
  | 'score.ids'
  | 'score.groups'
  | 'score.complete'
  | 'score.list'
  | 'score.show'
>;

interface ViewInput {
  readonly where: string;
  readonly sort: SortField;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly group?: GroupBy | undefined;
  readonly job_id?: string | undefined;
  readonly upto?: number | undefined;
}

export const toView = (input: ViewInput): View => ({
  filter: filterOrThrow(input.where),
  sort: input.sort,
  direction: input.direction,
  group: input.group,
  jobId: input.job_id,
  upto: input.upto,
});

export function scoreHandlers({ home, store, library }: Owner): Scores {
  const { reader } = store;
  return {
    async 'score.rows'(input) {
      const view = toView(input);
      library.follow(reader);
      const [totals, total, rows] = await Promise.all([
        reader.totals(),
        reader.count(view),
        reader.rows(view, input.offset, input.limit, library.factsOf),
      ]);
      return { total, ...totals, indexed: library.indexed(), rows };
    },
    async 'score.rowsOf'({ ids }) {
      library.follow(reader);
      return { rows: await reader.rowsOf(ids, library.factsOf) };
    },
    async 'score.ids'(input) {
      return { ids: await reader.ids(toView(input)) };
    },
    async 'score.groups'(input) {
      return { groups: await reader.groups(toView(input)) };
    },
    async 'score.complete'({ text, at }) {
      const typing = typingAt(text, at);
      if (!typing) return { from: at, to: at, suggestions: [] };
      const field = valuesFor(typing);
      const values = field === null ? [] : await reader.valuesOf(field);
      const found = field === 'in' ? values.filter(({ value }) => !isUploadFolder(home, value)) : values;
      return { from: typing.from, to: typing.to, suggestions: suggestionsFor(typing, found) };
    },
    async 'score.list'(input) {
      await library.settled(reader);
      return { ads: await reader.ads(await reader.ids(toView(input), input.limit), library.factsOf) };
    },
    async 'score.show'({ ad, compared }) {
      const id = await reader.resolve(ad);
      if (compared) await library.settled(reader);
      return (await reader.ads([id], library.factsOf))[0] as Awaited<ReturnType<Scores['score.show']>>;
    },
  };
}
