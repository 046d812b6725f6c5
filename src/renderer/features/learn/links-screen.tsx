import { useState } from 'react';
import type { Input, Link } from '../../../contract/index.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';
import { plural } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { LinkRow } from './link-row.tsx';
import css from './links.module.css';
import { NamePattern } from './name-pattern.tsx';

type Decision = Input<'learn.link'>['to'];

/** Which files are which ads at Meta: what waits for a person, and what is decided. */
export const LinksScreen = () => {
  const { data, error } = useQuery('learn.links', {});
  const decide = useDecision();
  const waiting = data?.links.filter(({ state }) => state === 'proposed') ?? [];
  const decided = data?.links.filter(({ state }) => state !== 'proposed') ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Links with Meta">
      {!data ? (
        <Empty title={error ? 'The links could not be read' : 'Reading the links …'}>
          {error && <FailureNote failure={error} />}
        </Empty>
      ) : (
        <div className={css.page}>
          <header>
            <h2>Which of your files run at Meta</h2>
            <p className="meta">
              {plural(waiting.length, 'guess', 'guesses')} to look at ·{' '}
              {plural(decided.filter(({ state }) => state === 'linked').length, 'link')}. Results count for an
              ad only where a link is certain or yours.
            </p>
          </header>
          <NamePattern saved={data.names} />
          {data.links.length === 0 ? (
            <Empty
              title="No ad at Meta is linked yet"
              text="Refresh Meta Learning Data, or fetch the ads that run, and files that are the same are found."
            >
              <button type="button" className="link" onClick={() => go({ name: 'accounts' })}>
                Open Accounts
              </button>
            </Empty>
          ) : (
            <>
              <List
                title="Look at these"
                links={waiting}
                decide={(link, to) => void decide(link, to)}
                none="Nothing waits for you."
              />
              <List
                title="Decided"
                links={decided}
                decide={(link, to) => void decide(link, to)}
                none="Nothing is linked yet."
              />
            </>
          )}
        </div>
      )}
    </section>
  );
};

/** Most people look at a few; the rest comes when it is asked for. */
const shownAtOnce = 50;

const List = ({
  title,
  links,
  decide,
  none,
}: {
  title: string;
  links: readonly Link[];
  decide: (link: Link, to: Decision) => void;
  none: string;
}) => {
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {links.length === 0 && <p className="meta">{none}</p>}
      <ul className={css.list}>
        {links.slice(0, shown).map((link) => (
          <LinkRow key={`${link.meta_ad_id} ${link.ad_id}`} link={link} decide={(to) => decide(link, to)} />
        ))}
      </ul>
      {links.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + shownAtOnce)}>
          Show {Math.min(shownAtOnce, links.length - shown)} more of {links.length}
        </button>
      )}
    </section>
  );
};

const said: Record<Decision, string> = { linked: 'Linked', rejected: 'Kept apart', none: 'Left open' };

/** Decides and puts the way back on the stack: what a person had decided before, else what the app finds by itself. */
function useDecision(): (link: Link, to: Decision) => Promise<boolean> {
  const { transport, cache } = useApi();
  const set = async (link: Link, to: Decision): Promise<boolean> => {
    const set = await ask(transport.call, 'learn.link', { meta_ad: link.meta_ad_id, ad: link.ad_id, to });
    cache.invalidate((id) => id.startsWith('learn.'));
    return set !== null;
  };
  return (link, to) => {
    const before = link.how === 'hand' && link.state !== 'proposed' ? link.state : 'none';
    return turning(
      `${said[to]} ${link.ad_name}`,
      () => set(link, to),
      () => set(link, before),
    );
  };
}
