import { accessEndsText } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { Block } from './block.tsx';
import css from './today.module.css';

/** Accounts that need a new secret soon; nothing where none does. */
export const AccessEnds = () => {
  const { data } = useQuery('accounts.list', {});
  const ends = data?.accounts.flatMap((account) => accessEndsText(account, Date.now(), dateTime) ?? []) ?? [];
  return ends.length === 0 ? null : (
    <Block
      title="Access that ends"
      aside={
        <button type="button" className="link" onClick={() => go({ name: 'accounts' })}>
          Accounts
        </button>
      }
    >
      {ends.map((text) => (
        <p key={text} className={css.stale}>
          <Icon name="warn" />
          {text}
        </p>
      ))}
    </Block>
  );
};
