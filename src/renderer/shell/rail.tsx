import { type ReactNode, Suspense } from 'react';
import { go, library, type Place } from '../state/place.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { later } from '../ui/later.ts';
import css from './shell.module.css';

const WaitingBadge = later(async () => (await import('../features/approve/waiting-badge.tsx')).WaitingBadge);

const Logo = () => (
  <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" className={css.logoBack} />
    <path d="M8 9h16v3.4H8zM14.4 12h3.2v11h-3.2z" className={css.logoLetter} />
    <path d="M9 15h3.2v8H9z" fill="var(--score-low)" />
    <path d="M19.8 14h3.2v9h-3.2z" fill="var(--score-high)" />
  </svg>
);

interface RailLinkProps {
  readonly icon: IconName;
  readonly label: string;
  readonly to: Place;
  readonly here: boolean;
  readonly children?: ReactNode;
}

const RailLink = ({ icon, label, to, here, children }: RailLinkProps) => (
  <button
    type="button"
    className={`${css.place} ${here ? css.here : ''}`}
    aria-current={here ? 'page' : undefined}
    onClick={() => go(to)}
  >
    <Icon name={icon} size={18} />
    <span className={`clip ${css.placeName}`}>{label}</span>
    {children}
  </button>
);

export const Rail = ({ place }: { place: Place }) => (
  <nav className={css.rail} aria-label="Places">
    <div className={css.logo}>
      <Logo />
    </div>
    <RailLink
      icon="library"
      label="Library"
      to={library}
      here={['library', 'review', 'compare', 'welcome'].includes(place.name)}
    />
    <RailLink icon="today" label="Today" to={{ name: 'today' }} here={place.name === 'today'} />
    <RailLink icon="insights" label="Insights" to={{ name: 'insights' }} here={place.name === 'insights'} />
    <RailLink icon="budget" label="Budget" to={{ name: 'budget' }} here={place.name === 'budget'} />
    <RailLink
      icon="approve"
      label="Approvals"
      to={{ name: 'approvals', id: null }}
      here={place.name === 'approvals'}
    >
      <Suspense>
        <WaitingBadge />
      </Suspense>
    </RailLink>
    <RailLink
      icon="director"
      label="Director"
      to={{ name: 'director', id: null }}
      here={place.name === 'director'}
    />
    <RailLink
      icon="health"
      label="Health"
      to={{ name: 'health' }}
      here={['health', 'performance', 'job'].includes(place.name)}
    />
    <span className={css.spring} />
    <RailLink
      icon="settings"
      label="Settings"
      to={{ name: 'settings' }}
      here={place.name === 'settings' || place.name === 'accounts'}
    />
  </nav>
);
