import type { ApprovalDetail, ApprovalPart } from '../../../contract/index.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './approve.module.css';
import { money } from './money-text.ts';
import { whoWords } from './state-words.ts';

interface ChangedNoteProps {
  readonly before: ApprovalDetail;
  readonly now: ApprovalDetail;
  readonly isToLookAt: boolean;
  readonly person: string;
}

/** What somebody else made of a request while it was open, beside what stood there. */
export const ChangedNote = ({ before, now, isToLookAt, person }: ChangedNoteProps) => {
  const { proposed_by, currency } = now.item;
  const was = new Map(before.parts.map((part) => [part.target, part.after]));
  const changed = now.parts.filter(({ target, after }) => was.get(target) !== after);
  const text = (side: ApprovalPart['after'] | undefined) =>
    typeof side === 'number' ? `${money(side, currency)} ${currency}` : (side ?? '–');
  return (
    <div role="alert" className={css.changed}>
      <p className={css.problem}>
        <Icon name="warn" />
        {`Changed by ${whoWords(proposed_by, person)} since you opened it${isToLookAt ? ': look again' : ''}.`}
      </p>
      <ul>
        {changed.map(({ target, name, after }) => (
          <li key={target}>
            <span className={css.clipped}>{name ?? target}</span>
            <span className={css.number}>{`was ${text(was.get(target))}, now ${text(after)}`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
