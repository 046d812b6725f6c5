import { useState } from 'react';
import type { Link } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { LinkByHand } from './link-by-hand.tsx';
import { LinkRow } from './link-row.tsx';
import css from './links.module.css';
import { NamePattern } from './name-pattern.tsx';
import { ShowMore } from './show-more.tsx';

/** Which files are which ads at Meta: what waits for a person, and what is decided. */
export const LinksScreen = () => {
  const { data, error } = useQuery('learn.links', {});
  const waiting = data?.links.filter(({ state }) => state === 'proposed') ?? [];
  const decided = data?.links.filter(({ state }) => state !== 'proposed') ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Links with Meta">
      {!data ? (
        <Empty title={error ? 'The links could not be read' : 'Reading the links …'}>
          {error && <NotRead failure={error} of={['learn.links']} />}
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
              <List title="Look at these" links={waiting} none="Nothing waits for you." />
              <List title="Decided" links={decided} none="Nothing is linked yet." />
            </>
          )}
          <LinkByHand />
        </div>
      )}
    </section>
  );
};

/** Other files that a person linked with the same ad at Meta, which keep it from counting. */
const rivalsOf = (link: Link, links: readonly Link[]): Link[] =>
  link.left_out === 'several files'
    ? links.filter(
        (other) =>
          other !== link && other.meta_ad_id === link.meta_ad_id && other.left_out === 'several files',
      )
    : [];

/** Most people look at a few; the rest comes when it is asked for. */
const shownAtOnce = 50;

const List = ({ title, links, none }: { title: string; links: readonly Link[]; none: string }) => {
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {links.length === 0 && <p className="meta">{none}</p>}
      <ul className={css.list}>
        {links.slice(0, shown).map((link) => (
          <LinkRow key={`${link.meta_ad_id} ${link.ad_id}`} link={link} rivals={rivalsOf(link, links)} />
        ))}
      </ul>
      <ShowMore shown={shown} step={shownAtOnce} total={links.length} onShow={setShown} />
    </section>
  );
};
