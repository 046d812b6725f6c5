import { Suspense } from 'react';
import { useLink } from '../api/api.tsx';
import { useLiveRows } from '../api/use-live-rows.ts';
import { useHealth } from '../features/health/use-health.ts';
import { count, plural } from '../format/number.ts';
import { keyLabel } from '../state/combos.ts';
import { runCommand, useKeys } from '../state/commands.ts';
import { useNotices } from '../state/notices.ts';
import { go, type Place } from '../state/place.ts';
import { Icon } from '../ui/icon.tsx';
import { CommandKey } from '../ui/key.tsx';
import { later } from '../ui/later.ts';
import css from './shell.module.css';

const SourceReads = later(async () => (await import('./source-reads.tsx')).SourceReads);
const SandboxNote = later(async () => (await import('./sandbox-note.tsx')).SandboxNote);

const titles: Record<Place['name'], string> = {
  library: 'Library',
  today: 'Today',
  review: 'Review',
  compare: 'Compare',
  welcome: 'Library',
  job: 'Job',
  budget: 'Budget',
  director: 'Director',
  approvals: 'Approvals',
  health: 'Health',
  performance: 'Performance',
  insights: 'Insights',
  links: 'Links with Meta',
  accounts: 'Accounts',
  gallery: 'Gallery',
  settings: 'Settings',
};

export const TopBar = ({ place, onPalette }: { place: Place; onPalette: () => void }) => {
  const health = useHealth();
  const ads = useLiveRows({ limit: 1 }).data?.library;
  const up = useLink();
  const [noticesKey] = useKeys('notices');
  const unread = useNotices((state) => state.unread);
  const problems = health.data?.checks.filter(({ state }) => state !== 'ok').length ?? 0;
  return (
    <header className={css.top}>
      <h1 className={css.title}>{titles[place.name]}</h1>
      {ads !== undefined && (
        <span className={`meta clip ${css.library}`}>{`${plural(ads, 'ad')} on this machine`}</span>
      )}
      {health.data?.sandbox && (
        <Suspense fallback={null}>
          <SandboxNote />
        </Suspense>
      )}
      <span className={css.spring} />
      <button type="button" className={css.find} onClick={onPalette}>
        <Icon name="search" />
        <span className="clip">Search or run a command</span>
        <CommandKey command="palette" />
      </button>
      {up ? (
        // Not before the first rows are asked for.
        health.data && (
          <Suspense fallback={null}>
            <SourceReads />
          </Suspense>
        )
      ) : (
        <span className={`${css.fact} ${css.problem}`} role="status">
          <Icon name="warn" />
          Connection lost, trying again
        </span>
      )}
      {health.data && problems > 0 && (
        <button type="button" className={`link ${css.problem}`} onClick={() => go({ name: 'health' })}>
          <Icon name="warn" />
          <span className={css.gap}>{plural(problems, 'part needs a look', 'parts need a look')}</span>
        </button>
      )}
      <button
        type="button"
        className={css.bell}
        title={noticesKey ? `Notifications (${keyLabel(noticesKey)})` : 'Notifications'}
        aria-label={unread > 0 ? `Notifications, ${count(unread)} not read` : 'Notifications'}
        onClick={() => runCommand('notices')}
      >
        <Icon name="bell" />
        {unread > 0 && <span className={css.unread}>{unread > 99 ? '99+' : count(unread)}</span>}
      </button>
    </header>
  );
};
