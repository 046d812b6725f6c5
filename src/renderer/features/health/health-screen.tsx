import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Health } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { bytes, plural } from '../../format/number.ts';
import { withMoments } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Backups } from './backups.tsx';
import css from './health.module.css';
import { JobsList } from './jobs-list.tsx';
import { LogList } from './log-list.tsx';

const marks: Record<Health['checks'][number]['state'], { icon: IconName; word: string }> = {
  ok: { icon: 'check', word: 'ok' },
  warn: { icon: 'warn', word: 'look' },
  fail: { icon: 'warn', word: 'fails' },
};

export const HealthScreen = () => {
  const { cache } = useApi();
  const { data, error, loading } = useQuery('health.doctor', {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Health">
      {!data && (
        <Empty title={error ? 'Health could not be read' : 'Checking every part …'}>
          {error && <NotRead failure={error} of={['health.doctor']} />}
        </Empty>
      )}
      {data && (
        <div className={css.columns}>
          <div>
            {error && (
              <div className={css.block}>
                <NotRead failure={error} of={['health.doctor']} />
              </div>
            )}
            <section className={css.block}>
              <div className={css.head}>
                <h2>Parts</h2>
                <Button disabled={loading} onClick={() => cache.invalidate((id) => id === 'health.doctor')}>
                  Check again
                </Button>
                <DeepCheck />
                <button type="button" className="link" onClick={() => go({ name: 'performance' })}>
                  Performance
                </button>
              </div>
              <Checks checks={data.checks} />
            </section>
            <JobsList />
            <LogList />
          </div>
          <div>
            <Versions health={data} />
            <Backups />
          </div>
        </div>
      )}
    </section>
  );
};

const Checks = ({ checks }: Pick<Health, 'checks'>) => (
  <ul>
    {checks.map((check) => (
      <li key={check.id} className={css.check}>
        <span className={`${css.mark} ${check.state === 'ok' ? css.ok : css.problem}`}>
          <Icon name={marks[check.state].icon} />
          {marks[check.state].word}
        </span>
        <div className={css.words}>
          <h3>{check.name}</h3>
          <p className="meta">{withMoments(check.detail)}</p>
          {check.next_step && <p className={css.next}>{check.next_step}</p>}
        </div>
      </li>
    ))}
  </ul>
);

/** The slow check of the whole database runs only when someone asks for it: no event reads what a command answered. */
const DeepCheck = () => {
  const { run, busy, error } = useCommand('health.doctor');
  const [checks, setChecks] = useState<Health['checks']>();
  const check = async () => {
    setChecks(undefined);
    const done = await run({ deep: true });
    if (done.ok) setChecks(done.value.checks);
  };
  const bad =
    checks?.filter(({ id, state }) => state === 'fail' || (id === 'backup' && state === 'warn')) ?? [];
  return (
    <>
      <button type="button" className="link" disabled={busy} onClick={() => void check()}>
        Check the whole database
      </button>
      <span className="meta" role="status">
        {busy && 'Reading every page …'}
        {error?.message}
        {checks &&
          (bad.length === 0 ? 'Whole database read: no damage' : bad.map(({ detail }) => detail).join(' '))}
      </span>
    </>
  );
};

const Versions = ({ health }: { health: Health }) => {
  const { store } = health;
  const facts: [string, string][] = [
    ['Titan Ads', health.app_version],
    ['Engine', `${health.engine_version} · weights ${health.weights_version}`],
    ['ffmpeg', health.ffmpeg ? `${health.ffmpeg.version} · ${health.ffmpeg.path}` : 'not found'],
    ['Runs in', `${health.host} · Node ${health.node_version} · ${health.platform}`],
    ['Data folder', store.home],
    ['Database', `${bytes(store.bytes)} · ${plural(store.ads, 'ad')} · schema ${store.schema_version}`],
    ['Pictures', `${store.pictures_estimated ? 'about ' : ''}${bytes(store.pictures_bytes)}`],
    ['Free on this disk', bytes(store.free_bytes)],
  ];
  return (
    <section className={css.block}>
      <div className={css.head}>
        <h2>Versions and storage</h2>
      </div>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className={css.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
