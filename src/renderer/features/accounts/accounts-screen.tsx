import { useQuery } from '../../api/api.tsx';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { AccountCard } from './account-card.tsx';
import css from './accounts.module.css';

/** What is connected. A secret goes in here and never comes back: of each only its end is shown. */
export const AccountsScreen = () => {
  const { data, error } = useQuery('accounts.list', {});
  if (!data) {
    return (
      <Empty title={error ? 'The accounts could not be read' : 'Reading accounts …'}>
        {error && <NotRead failure={error} of={['accounts.list']} />}
      </Empty>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Accounts">
      <div className={css.column}>
        <button type="button" className={`link ${css.back}`} onClick={() => go({ name: 'settings' })}>
          <Icon name="left" />
          Settings
        </button>
        <p className={css.lead}>
          Everything works without an account but Drive, the council and real results. Secrets lie in the
          keychain of this machine and are sent to their own service alone.
        </p>
        {data.no_keychain !== null && (
          <div className={css.warning} role="note">
            <Icon name="warn" />
            <p>
              There is no keychain here, so what you connect is forgotten when Titan Ads ends. Set the
              environment variable of the service to keep it. <span className="meta">{data.no_keychain}</span>
            </p>
          </div>
        )}
        {data.accounts.map((account) => (
          <AccountCard key={account.service} account={account} hasGoogleClient={data.google_client} />
        ))}
      </div>
    </section>
  );
};
