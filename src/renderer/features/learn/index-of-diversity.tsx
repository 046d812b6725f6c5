import type { DiversityIndex } from '../../../contract/index.ts';
import { indexParts } from '../../../contract/words.ts';
import { count, percent, plural } from '../../format/number.ts';
import css from './insights.module.css';

/** One number and what it is made of; no number where too little is known. */
export const IndexOfDiversity = ({
  index: { value, lacks, ads, concepts, parts },
}: {
  index: DiversityIndex;
}) => (
  <section className={css.index} aria-label="Diversity index">
    <p>
      {value === null ? (
        <span className="meta">
          <b>Not enough data</b> for a diversity index: {lacks.join(', ')}
        </span>
      ) : (
        <>
          <b className={css.figure}>{count(Math.round(value))}</b>
          <span className="meta">of 100, diversity index of the newest four weeks</span>
        </>
      )}
      <span className="meta">
        {' '}
        · {plural(ads, 'linked ad')} with spend, {plural(concepts, 'concept')}
      </span>
    </p>
    <dl>
      {parts.map(({ part, share, value: own }) => (
        <div key={part}>
          <dt>{indexParts[part]}</dt>
          <dd>
            {own === null ? 'unknown' : percent(own)}
            <span className="meta"> × {percent(share)}</span>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
