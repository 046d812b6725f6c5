import { useState } from 'react';
import { useKeptQuery } from '../../api/api.tsx';
import { calendarDay } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Costs } from './costs.tsx';
import { Errors } from './errors.tsx';
import { JobsDone } from './jobs-done.tsx';
import { ModelRecord } from './model-record.tsx';
import css from './performance.module.css';
import { Services } from './services.tsx';
import { Storage } from './storage.tsx';

const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: 'A year' },
] as const;
type Span = (typeof spans)[number]['value'];

/** How the app itself does: figures of what it did, none of the ads. */
export const PerformanceScreen = () => {
  const [span, setSpan] = useState<Span>('30');
  const { data, error } = useKeptQuery('health.performance', { days: Number(span) });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Performance">
      <header className={css.top}>
        <div>
          <h2>How Titan Ads itself does</h2>
          <p className="meta">
            {data
              ? `${calendarDay(data.since)} to ${calendarDay(data.until)}, in days of UTC`
              : error
                ? ''
                : 'Counting …'}
          </p>
        </div>
        <Segmented label="Days" value={span} onChange={setSpan} options={spans} />
        <button type="button" className="link" onClick={() => go({ name: 'health' })}>
          Health of every part
        </button>
      </header>
      {error && !data && (
        <Empty title="Performance could not be read">
          <FailureNote failure={error} />
        </Empty>
      )}
      {data && (
        <div className={css.columns}>
          <div>
            <JobsDone seen={data} />
            <Errors errors={data.errors} />
          </div>
          <div>
            <Costs seen={data} />
            <Services seen={data} />
            <Storage storage={data.storage} />
            <ModelRecord />
          </div>
        </div>
      )}
    </section>
  );
};
