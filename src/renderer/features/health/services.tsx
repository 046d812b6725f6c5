import type { Performance, ServiceCalls } from '../../../contract/index.ts';
import { count, decimal } from '../../format/number.ts';
import { dateTime, duration } from '../../format/time.ts';
import { Block } from '../today/block.tsx';
import { FactsTable } from './facts-table.tsx';
import css from './performance.module.css';

const names: Readonly<Record<ServiceCalls['service'], string>> = {
  meta: 'Meta',
  google: 'Google Drive',
  hubspot: 'HubSpot',
};

/** Requests to services beside the models, and how near their limits were. */
export const Services = ({ seen: { services, meta_accounts } }: { seen: Performance }) => (
  <Block title="Other services">
    {services.length === 0 ? (
      <p className={css.nothing}>Meta, Drive and HubSpot were not asked in these days.</p>
    ) : (
      <FactsTable
        label="Requests to services"
        rows={services}
        keyOf={({ service }) => service}
        columns={[
          { head: 'Service', cell: ({ service }) => names[service] },
          { head: 'Requests', number: true, cell: ({ calls }) => count(calls) },
          { head: 'Failed', number: true, cell: ({ failed }) => count(failed) },
          { head: 'Slowed down', number: true, cell: ({ limited }) => count(limited) },
          {
            head: 'Waited for it',
            number: true,
            cell: ({ waited_s }) => (waited_s === 0 ? '–' : duration(waited_s)),
          },
        ]}
      />
    )}
    <ul>
      {meta_accounts.map(({ account, name, used_percent, read_at, paused_until }) => (
        <li key={account} className={css.line}>
          <span>{`Meta, ${name}`}</span>
          {used_percent !== null && read_at !== null && (
            <span className="meta">{`${decimal(used_percent)} % of a limit used, as told ${dateTime(read_at)}`}</span>
          )}
          {paused_until && (
            <span className={css.next}>{`asked to be left alone until ${dateTime(paused_until)}`}</span>
          )}
        </li>
      ))}
    </ul>
  </Block>
);
