import type { ApprovalItem } from '../../../contract/index.ts';
import { dateTime } from '../../format/time.ts';
import { hostNowMs } from '../../state/host-clock.ts';
import css from './approve.module.css';
import { money, signedMoney, stakeText } from './money-text.ts';
import { stateWords } from './state-words.ts';
import { isAside } from './waits.ts';

const hours = (until: string): string => {
  const left = (Date.parse(until) - hostNowMs()) / 3_600_000;
  if (left <= 0) return 'over';
  return left < 1
    ? `${Math.ceil(left * 60)} min`
    : left < 48
      ? `${Math.floor(left)} h`
      : `${Math.floor(left / 24)} d`;
};

const stake = ({ kind, before, after, amount_minor, currency }: ApprovalItem): string =>
  kind === 'budget change' && typeof before === 'number' && typeof after === 'number' && before !== after
    ? signedMoney(after - before, currency)
    : stakeText(amount_minor, currency);

const second = (item: ApprovalItem): string => {
  if (item.later_until && isAside(item)) return `aside until ${dateTime(item.later_until)}`;
  if (item.state !== 'proposed') return stateWords(item);
  if (typeof item.before === 'number' && typeof item.after === 'number')
    return `${money(item.before, item.currency)} → ${money(item.after, item.currency)} ${item.currency} / day`;
  return item.before === null ? item.kind : `${item.before} → ${item.after}`;
};

interface RequestListProps {
  readonly items: readonly ApprovalItem[];
  readonly at: number;
  readonly onOpen: (id: string) => void;
}

/** One line for each request; the arrow keys and J and K walk through it. */
export const RequestList = ({ items, at, onOpen }: RequestListProps) => (
  <ul className={css.list} aria-label="Requests">
    {items.map((item, index) => (
      <li key={item.id}>
        <button
          type="button"
          className={`${css.item} ${index === at ? css.chosen : ''}`}
          aria-current={index === at ? 'true' : undefined}
          onClick={() => onOpen(item.id)}
        >
          <span className="clip">{item.title}</span>
          <span className={css.number}>{stake(item)}</span>
          {item.state === 'proposed' ? (
            <>
              <span className="meta clip">{second(item)}</span>
              <span className={`meta ${css.number}`}>{hours(item.expires_at)}</span>
            </>
          ) : (
            <span className={`meta clip ${css.wholeLine}`}>
              {`${second(item)} · proposed ${dateTime(item.proposed_at)}`}
            </span>
          )}
        </button>
      </li>
    ))}
  </ul>
);
