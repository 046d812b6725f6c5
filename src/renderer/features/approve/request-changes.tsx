import type { ApprovalPart } from '../../../contract/index.ts';
import { decimal } from '../../format/number.ts';
import css from './approve.module.css';
import { money, signedMoney } from './money-text.ts';

interface RequestChangesProps {
  readonly parts: readonly ApprovalPart[];
  readonly currency: string;
}

/** What is before and after of each line, with the sum of those that are amounts. */
export const RequestChanges = ({ parts, currency }: RequestChangesProps) => {
  const numbers = parts.filter(
    ({ before, after }) => typeof before === 'number' && typeof after === 'number',
  );
  return (
    <table className={css.diff}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className={css.number}>
            Before
          </th>
          <th scope="col" className={css.number}>
            After
          </th>
          <th scope="col" className={css.number}>
            Change
          </th>
          {parts.some(({ state }) => state !== null) && <th scope="col">How far it came</th>}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <Line key={part.target} part={part} currency={currency} />
        ))}
        {numbers.length > 1 && <Total parts={numbers} currency={currency} />}
      </tbody>
    </table>
  );
};

const side = (value: ApprovalPart['before'], currency: string): string =>
  typeof value === 'number' ? money(value, currency) : (value ?? '–');

const Line = ({ part, currency }: { part: ApprovalPart; currency: string }) => {
  const { before, after, state } = part;
  const change = typeof before === 'number' && typeof after === 'number' ? after - before : null;
  const share = change !== null && typeof before === 'number' && before > 0 ? change / before : null;
  return (
    <tr>
      <th scope="row">
        <span className={css.clipped}>{part.name ?? part.target}</span>
        {part.name && <span className="meta">{part.target}</span>}
      </th>
      <td className={css.number}>{side(before, currency)}</td>
      <td className={css.number}>
        <span className={css.after}>{side(after, currency)}</span>
      </td>
      <td
        className={`${css.number} ${change === null || change === 0 ? '' : change > 0 ? css.up : css.down}`}
      >
        {change === null ? '' : signedMoney(change, currency)}
        {share !== null && (
          <span className="meta">{` ${share > 0 ? '+' : share < 0 ? '−' : ''}${decimal(Math.abs(share * 100))} %`}</span>
        )}
      </td>
      {state !== null && <td>{progress(part)}</td>}
    </tr>
  );
};

/** How far a line came, with what was said of it. */
export const progress = ({ state, detail }: ApprovalPart): string | null =>
  detail ? `${state}: ${detail}` : state;

const Total = ({ parts, currency }: RequestChangesProps) => {
  const sum = (which: 'before' | 'after') => parts.reduce((total, part) => total + Number(part[which]), 0);
  const [before, after] = [sum('before'), sum('after')];
  return (
    <tr className={css.total}>
      <th scope="row">All of them</th>
      <td className={css.number}>{money(before, currency)}</td>
      <td className={css.number}>{money(after, currency)}</td>
      <td className={css.number}>
        {after === before ? 'the total stays' : signedMoney(after - before, currency)}
      </td>
      {parts.some(({ state }) => state !== null) && <td />}
    </tr>
  );
};
