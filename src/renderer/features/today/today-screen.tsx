import { Button } from '@mantine/core';
import { useQuery } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import type { AddAds } from '../ingest/use-add-ads.ts';
import { AccountToday } from './account-today.tsx';
import { Block } from './block.tsx';
import css from './today.module.css';
import { Waiting } from './waiting.tsx';

/** What changed since yesterday, in one place; each line leads to where it can be dealt with. */
export const TodayScreen = ({ add }: { add: Pick<AddAds, 'refreshMeta'> }) => {
  const { data, error } = useQuery('today.show', {});
  if (!data)
    return (
      <Empty title={error ? 'Today could not be read' : 'Looking at what changed …'}>
        {error && <NotRead failure={error} of={['today.show']} />}
      </Empty>
    );
  const { accounts, meta_connected: connected } = data;
  const readAt = accounts.flatMap(({ read_at }) => read_at ?? []).toSorted()[0];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Today">
      <header className={css.top}>
        <div>
          <h2>What changed since yesterday</h2>
          <p className="meta">
            {readAt
              ? `Results read ${dateTime(readAt)} · jobs and scores since ${dateTime(data.since)}`
              : `Jobs and scores since ${dateTime(data.since)}`}
          </p>
        </div>
        {connected && (
          <Button variant="default" onClick={() => void add.refreshMeta()}>
            Refresh now
          </Button>
        )}
      </header>
      {error && <NotRead failure={error} of={['today.show']} />}
      <div className={css.columns}>
        <div>
          {accounts.length === 0 && <NoResults connected={connected} />}
          {accounts.map((account) => (
            <AccountToday key={account.id} account={account} />
          ))}
        </div>
        <Waiting today={data} />
      </div>
    </section>
  );
};

const NoResults = ({ connected }: { connected: boolean }) => (
  <Block title="Results">
    <p>
      {connected
        ? 'Meta is connected and nothing was read yet. Refresh, and spend, ROAS, CTR, orders and tired ads of the last closed day stand here.'
        : 'Spend, ROAS, CTR, orders and tired ads of each day will stand here once an ad account is connected. Scores need none.'}
    </p>
    {!connected && <Button onClick={() => go({ name: 'accounts' })}>Connect Meta</Button>}
  </Block>
);
