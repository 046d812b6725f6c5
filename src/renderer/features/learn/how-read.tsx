import { NativeSelect } from '@mantine/core';
import type { ConversionMap, ConversionsRead } from '../../../contract/index.ts';
import { count, plural } from '../../format/number.ts';
import { money } from '../approve/money-text.ts';
import { BadRows } from './bad-rows.tsx';
import css from './revenue.module.css';

const fieldNames: Readonly<Record<keyof ConversionMap, string>> = {
  order_id: 'Order number',
  value: 'Value',
  refunded: 'Of it went back',
  currency: 'Currency',
  event_time: 'Time',
  status: 'State',
  ad_id: 'Ad',
  campaign_id: 'Campaign',
  event_name: 'Kind of event',
  event_id: 'Event id',
  click_time: 'Click, or opening of a deal',
  updated_at: 'Last changed',
};

/** No header: what has to be chosen stands on neither a column nor none. */
const open = '\u0000';

interface HowReadProps {
  readonly read: ConversionsRead;
  readonly onMap: (field: keyof ConversionMap, header: string | null) => void;
}

/** How a file of orders is read: its columns, what its rows are taken for with their sums, and which cannot be used. */
export const HowRead = ({ read, onMap }: HowReadProps) => (
  <>
    <p aria-live="polite">
      {read.missing.length > 0
        ? `Choose the column for ${read.missing.map((field) => fieldNames[field as keyof ConversionMap]).join(', ')}.`
        : `${count(read.good)} of ${plural(read.rows, 'row')} can be used: ${count(read.names.ad)} name an ad, ${count(read.names.campaign)} a campaign alone, ${count(read.names.neither)} neither.`}
    </p>
    {read.sums.length + read.no_sale.length > 0 && <Taken read={read} />}
    {read.rounded > 0 && (
      <p className="meta">{`Fractions of the smallest unit were rounded in ${plural(read.rounded, 'amount')}.`}</p>
    )}
    {read.time_zone_used && (
      <p className="meta">{`Times that name no zone are those of ${read.time_zone}.`}</p>
    )}
    <fieldset className={css.columns}>
      <legend className="meta">Columns</legend>
      {(Object.keys(fieldNames) as (keyof ConversionMap)[]).map((field) => (
        <NativeSelect
          key={field}
          label={fieldNames[field]}
          value={read.missing.includes(field) ? open : (read.map[field] ?? '')}
          onChange={(event) => onMap(field, event.currentTarget.value || null)}
          data={[
            ...(read.missing.includes(field) ? [{ value: open, label: 'choose', disabled: true }] : []),
            {
              value: '',
              label: field === 'status' && read.missing.includes(field) ? '– all were sold' : '–',
            },
            ...new Set(read.headers),
          ]}
        />
      ))}
    </fieldset>
    <BadRows
      label="Rows that cannot be used"
      rows={read.bad.map(({ line, problem }) => ({ line, problem }))}
    />
  </>
);

const takenAs: Readonly<Record<ConversionsRead['sums'][number]['as'], string>> = {
  approved: 'sold',
  pending: 'sold, pending',
  open: 'deal not won yet, worth nothing',
  declined: 'declined, worth nothing',
  refunded: 'given back whole, worth nothing',
  refund: 'money that goes back',
};

const Taken = ({ read: { sums, no_sale } }: { readonly read: ConversionsRead }) => (
  <table className={css.taken} aria-label="What the rows are taken for">
    <thead>
      <tr>
        <th scope="col">Event</th>
        <th scope="col">Taken for</th>
        <th scope="col">Rows</th>
        <th scope="col">Sum</th>
      </tr>
    </thead>
    <tbody>
      {sums.map(({ event, as, rows, currency, minor }) => (
        <tr key={`${event} ${as} ${currency}`}>
          <th scope="row">{event ?? '–'}</th>
          <td>{takenAs[as]}</td>
          <td>{count(rows)}</td>
          <td>{`${money(minor, currency)}\u00a0${currency}`}</td>
        </tr>
      ))}
      {no_sale.map(({ event, rows }) => (
        <tr key={event}>
          <th scope="row">{event}</th>
          <td>no sale</td>
          <td>{count(rows)}</td>
          <td>–</td>
        </tr>
      ))}
    </tbody>
  </table>
);
