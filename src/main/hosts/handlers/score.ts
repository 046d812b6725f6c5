import type { SortField } from '../../../contract/index.ts';
import { exportCsv, exportJson } from '../../core/score/export.ts';
import { filterOrThrow } from '../../core/score/parse-filter.ts';
import type { View } from '../../store/repos/ad-rows.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Scores = Omit<Pick<Handlers, Extract<keyof Handlers, `score.${string}`>>, 'score.compare'>;

interface ViewInput {
  readonly where: string;
  readonly sort: SortField;
  readonly direction?: 'asc' | 'desc' | undefined;
  readonly job_id?: string | undefined;
  readonly upto?: number | undefined;
}

const toView = (input: ViewInput): View => ({
  filter: filterOrThrow(input.where),
  sort: input.sort,
  direction: input.direction,
  jobId: input.job_id,
  upto: input.upto,
});

export function scoreHandlers({ store, library, clock }: Owner): Scores {
  const { reader } = store;
  return {
    async 'score.rows'(input) {
      const view = toView(input);
      await library.upToDate(reader);
      const [totals, total, rows] = await Promise.all([
        reader.totals(),
        reader.count(view),
        reader.rows(view, input.offset, input.limit, library.nearDuplicateOf),
      ]);
      return { total, ...totals, rows };
    },
    async 'score.ids'(input) {
      await library.upToDate(reader);
      return { ids: await reader.ids(toView(input)) };
    },
    async 'score.list'(input) {
      await library.upToDate(reader);
      return { ads: await reader.ads(await reader.ids(toView(input), input.limit), library.factsOf) };
    },
    async 'score.show'({ ad }) {
      const id = await reader.resolve(ad);
      await library.upToDate(reader);
      return (await reader.ads([id], library.factsOf))[0] as Awaited<ReturnType<Scores['score.show']>>;
    },
    async 'score.export'(input) {
      await library.upToDate(reader);
      const wanted = input.ids && new Set(input.ids);
      const ids = (await reader.ids(toView(input))).filter((id) => wanted?.has(id) ?? true);
      const ads = await reader.ads(ids, library.factsOf);
      const { mime, extension, content } =
        input.format === 'csv' ? exportCsv(ads, { bom: true }) : exportJson(ads);
      return { filename: `titan-ads-${clock.now().slice(0, 10)}.${extension}`, mime, content };
    },
  };
}
