import type { LimitsPreview, Standing } from '../../../contract/index.ts';
import { count, plural } from '../../format/number.ts';
import css from './approval-settings.module.css';

const wordsOf = ({ refusal, type_back, people }: Standing): string =>
  refusal ??
  [
    'could be approved',
    ...(type_back ? ['with the amount typed'] : []),
    ...(people > 1 ? ['by two people'] : []),
  ].join(', ');

/** What would become of requests that wait now. */
export const ChangesPreview = ({ preview: { waiting, changed } }: { preview: LimitsPreview }) => (
  <section
    aria-label="What it means for requests that wait"
    aria-live="polite"
    className={css.means}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    tabIndex={0}
  >
    <p>
      {waiting === 0
        ? 'No request waits now.'
        : changed.length === 0
          ? `Nothing changes for the ${plural(waiting, 'request')} that ${waiting === 1 ? 'waits' : 'wait'} now.`
          : `Of ${plural(waiting, 'request')} that ${waiting === 1 ? 'waits' : 'wait'} now, ${count(changed.length)} would be treated otherwise:`}
    </p>
    <ul>
      {changed.map(({ id, title, before, after }) => (
        <li key={id} className={css.changed}>
          <b>{title}</b>
          <span className="meta">{`Now: ${wordsOf(before)}`}</span>
          <span className={css.then}>{`Then: ${wordsOf(after)}`}</span>
        </li>
      ))}
    </ul>
  </section>
);
