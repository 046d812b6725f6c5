import { useQuery } from '../../api/api.tsx';
import { count, decimals, plural, twoDecimals } from '../../format/number.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { useShownAccount } from '../learn/account-choice.tsx';
import { Block } from '../today/block.tsx';
import { FactsTable } from './facts-table.tsx';
import css from './performance.module.css';

/** How well judges and predictions did, by what came of the ads. */
export const ModelRecord = () => {
  const { data, error } = useQuery('council.record', {});
  return (
    <Block title="Record of the models">
      {error && <FailureNote failure={error} />}
      {data && data.judges.length === 0 && <p className={css.nothing}>The council has judged no ad yet.</p>}
      {data && data.judges.length > 0 && (
        <>
          <FactsTable
            label="Record of each judge"
            rows={data.judges}
            keyOf={({ judge }) => judge}
            columns={[
              {
                head: 'Judge',
                cell: ({ judge, says }) => (
                  <>
                    {judge}
                    <span className={css.note}>{says}</span>
                  </>
                ),
              },
              { head: 'Votes', number: true, cell: ({ votes }) => count(votes) },
              { head: 'Results', number: true, cell: ({ results }) => count(results) },
              {
                head: 'Brier',
                number: true,
                cell: ({ brier }) => (brier === null ? '–' : decimals(brier, 3)),
              },
              {
                head: 'Rank corr.',
                number: true,
                cell: ({ spearman }) => (spearman === null ? '–' : twoDecimals(spearman)),
              },
            ]}
          />
          <p className="meta">Brier: 0 is perfect; always saying a quarter gets {decimals(0.188, 3)}.</p>
        </>
      )}
      <Predictions />
    </Block>
  );
};

const Predictions = () => {
  const { of } = useShownAccount();
  const { data, error } = useQuery('learn.report', of);
  if (error)
    return error.code === 'NOT_ENOUGH_DATA' ? (
      <p className={css.nothing}>Predictions: not enough data; nothing was learnt from results yet.</p>
    ) : (
      <FailureNote failure={error} />
    );
  if (!data) return null;
  return (
    <>
      <h3 className={css.sub}>Predictions</h3>
      <p>
        {data.from.account.name}: {data.says}
      </p>
      <FactsTable
        label="Record of predictions"
        rows={data.versions}
        keyOf={({ version }) => String(version)}
        columns={[
          { head: 'Version', cell: ({ version, state }) => `${version}, ${state}` },
          { head: 'Learnt from', number: true, cell: ({ ads }) => plural(ads, 'ad') },
          {
            head: 'Gain %',
            number: true,
            cell: ({ gain }) => (gain === null ? '–' : twoDecimals(gain)),
          },
          {
            head: 'Held since',
            number: true,
            cell: ({ ran, within }) => (ran === 0 ? '–' : `${count(within)} of ${count(ran)}`),
          },
          {
            head: 'Fits',
            cell: ({ fits }) => (fits === null ? 'too few to tell' : fits ? 'yes' : 'no longer'),
          },
        ]}
      />
    </>
  );
};
