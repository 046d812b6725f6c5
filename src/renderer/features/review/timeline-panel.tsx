import { useMemo, useState } from 'react';
import { useShortcut } from '../../state/shortcuts.ts';
import { CommandKey } from '../../ui/key.tsx';
import { type Event, eventsOf } from './events.ts';
import { EventsTable } from './events-table.tsx';
import css from './timeline.module.css';
import { Timeline, type TimelineProps } from './timeline.tsx';
import { useStrip } from './use-strip.ts';

type TimelinePanelProps = Omit<TimelineProps, 'strip' | 'folded'> & {
  readonly onChooseEvent: (event: Event) => void;
};

/** The time line, as lanes or as a table of the same events. */
export const TimelinePanel = ({ onChooseEvent, ...timeline }: TimelinePanelProps) => {
  const { ad, lanes, player } = timeline;
  const [table, setTable] = useState(false);
  const strip = useStrip(ad.id, ad.media);
  const events = useMemo(() => eventsOf(ad, lanes), [ad, lanes]);
  useShortcut('events', () => setTable((shown) => !shown));
  return (
    <section className={css.panel} aria-label="Time line">
      <button
        type="button"
        className={css.toggle}
        aria-pressed={table}
        onClick={() => setTable((shown) => !shown)}
      >
        Table
        <CommandKey command="events" />
      </button>
      {/* Scrolls by itself, so the keyboard must be able to stop here. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <div className={css.scroll} tabIndex={0} role="region" aria-label="Lanes">
        <Timeline {...timeline} strip={strip} folded={table} />
        {table && <EventsTable events={events} player={player} onChoose={onChooseEvent} />}
      </div>
    </section>
  );
};
