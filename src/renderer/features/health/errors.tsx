import type { SeenError } from '../../../contract/index.ts';
import { plural } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { Block } from '../today/block.tsx';
import css from './performance.module.css';

/** By code, the most frequent first, each with the newest message and what to do. */
export const Errors = ({ errors }: { errors: readonly SeenError[] }) => (
  <Block title="Errors">
    {errors.length === 0 ? (
      <p className={css.nothing}>No error in these days.</p>
    ) : (
      <ul>
        {errors.map(({ code, times, last_at, message, next_step }) => (
          <li key={code} className={css.error}>
            <h3>
              <code>{code}</code>
              <span className="meta">{`${plural(times, 'time')}, last ${dateTime(last_at)}`}</span>
            </h3>
            <p>{message}</p>
            <p className={css.next}>{next_step}</p>
          </li>
        ))}
      </ul>
    )}
  </Block>
);
