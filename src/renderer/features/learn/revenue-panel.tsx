import type { Ad, Revenue } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { money as digits } from '../approve/money-text.ts';
import { useRevenueImport, useSendEvents } from './import-state.ts';
import css from './revenue.module.css';

/** What an ad truly brought in: from whom we know it, for which days, and how much of it may still change. */
export const RevenuePanel = ({ ad }: { readonly ad: Ad }) => {
  const { data, error } = useQuery('learn.revenue', { kind: 'ad', id: ad.id });
  return (
    <section className={css.panel} aria-labelledby="revenue-title">
      <h3 id="revenue-title">Revenue</h3>
      {error && error.code !== 'NOT_FOUND' && <FailureNote failure={error} />}
      {data && data.total_minor !== null && data.currency !== null ? (
        <Told revenue={data} currency={data.currency} total={data.total_minor} />
      ) : (
        (data || error) && (
          <>
            <p className="meta">{nothingTold(data)}</p>
            {data && data.unconverted.length > 0 && <Unconverted revenue={data} />}
          </>
        )
      )}
      <div className={css.foot}>
        <span className="meta">Orders count once, whoever tells of them.</span>
        <button
          type="button"
          className={css.button}
          onClick={() => useRevenueImport.setState({ open: true })}
        >
          Import orders …
        </button>
        <button type="button" className={css.button} onClick={() => useSendEvents.setState({ open: true })}>
          Send to Meta …
        </button>
      </div>
    </section>
  );
};

const money = (minor: number, currency: string): string => `${digits(minor, currency)}\u00a0${currency}`;

const known = (minor: number | null, currency: string): string =>
  minor === null ? 'not known' : money(minor, currency);

const days = ({ since, until, time_zone }: Revenue): string =>
  `${since ?? 'all days'}${until ? ` to ${until}` : ''} · ${time_zone}`;

function nothingTold(data: Revenue | undefined): string {
  if (!data) return 'Nobody has reported any.';
  if (data.of_unknown_worth > 0)
    return `Meta tells no worth of its ${plural(data.of_unknown_worth, 'order')}.`;
  if (data.unconverted.length > 0) return 'What was reported is in several currencies, with no rate given.';
  return inSeveral(data) ?? 'Nobody has reported any.';
}

const inSeveral = ({ accounts }: Revenue): string | null =>
  accounts.length === 0
    ? null
    : `It runs in ${accounts.length} ad accounts (${accounts.join(', ')}), so orders alone are told here: what Meta says of each stands with its ads at Meta, in “titan revenue ad” and their number.`;

const Unconverted = ({ revenue }: { readonly revenue: Revenue }) => (
  <ul className={css.parts}>
    {revenue.unconverted.map((part) => (
      <li key={part.currency} className="meta">
        <span>no rate given, not added</span>
        <span>{money(part.minor, part.currency)}</span>
      </li>
    ))}
  </ul>
);

const Told = ({
  revenue,
  currency,
  total,
}: {
  readonly revenue: Revenue;
  readonly currency: string;
  readonly total: number;
}) => (
  <>
    <div className={css.result}>
      <span className={css.total}>{money(total, currency)}</span>
      <span className="meta">{plural(revenue.orders ?? 0, 'order')}</span>
    </div>
    <p className={css.facts}>
      <span>
        settled <b>{known(revenue.settled_minor, currency)}</b>
      </span>
      <span>
        may still change <b>{known(revenue.provisional_minor, currency)}</b>
      </span>
    </p>
    <ul className={css.parts}>
      {revenue.by_source.map((part) => (
        <li key={part.source}>
          <span>{part.source}</span>
          <span>{money(part.minor, currency)}</span>
        </li>
      ))}
      {revenue.also_reported.map((part) => (
        <li key={part.source} className="meta">
          <span>{`${part.source}, not added`}</span>
          <span>{money(part.minor, currency)}</span>
        </li>
      ))}
      {revenue.declined_by.map((part) => (
        <li key={part.source} className="meta">
          <span>{`counted, though declined by ${part.source}`}</span>
          <span>{money(part.minor, currency)}</span>
        </li>
      ))}
      {revenue.not_matched.map((part) => (
        <li key={part.source} className="meta">
          <span>{`${part.source}, without order numbers, not added`}</span>
          <span>{money(part.minor, currency)}</span>
        </li>
      ))}
    </ul>
    {revenue.unconverted.length > 0 && <Unconverted revenue={revenue} />}
    {inSeveral(revenue) && <p className="meta">{inSeveral(revenue)}</p>}
    {revenue.orders_count_since && (
      <p className="meta">
        {`Since the first order became known on ${revenue.orders_count_since.slice(0, 10)}, orders take the place of Meta’s figures for every ad of this ad account, also where they name none of it.`}
      </p>
    )}
    <p className="meta">
      {[
        days(revenue),
        revenue.action_type && `${revenue.action_type}, ${revenue.window}`,
        revenue.of_unknown_worth > 0 &&
          `${plural(revenue.of_unknown_worth, 'order')} without a worth at Meta, not added`,
        revenue.open > 0 && `${plural(revenue.open, 'deal')} not won yet`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </>
);
