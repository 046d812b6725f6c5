import type { Link } from '../../../contract/index.ts';
import { thumbUrl } from '../../api/pictures.ts';
import { twoDecimals } from '../../format/number.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './links.module.css';
import { useDecision } from './use-decision.ts';

const reasons: Record<Link['how'], string> = {
  content: 'fetched from this ad',
  look: 'looks the same',
  name: 'by its name',
  hand: 'decided by you',
};

const leftOut: Record<NonNullable<Link['left_out']>, string> = {
  'several pieces': 'its results count for none: this ad shows several pieces',
  'several files': 'its results count for none: several files are linked with it',
  'another by hand': 'its results count for the file that you linked',
};

/** How sure it is, in words first: a bare percentage says more than is known. */
function surety({ how, certainty, state }: Link): string {
  if (how === 'hand') return state === 'linked' ? 'linked by you' : 'kept apart by you';
  // A name is copied from ad to ad, so it is never more.
  const word = certainty >= 0.9 && how !== 'name' ? 'certain' : certainty >= 0.4 ? 'likely' : 'a guess';
  return `${reasons[how]}, ${word} (${twoDecimals(certainty)})`;
}

/** What runs at Meta beside the file of the library, and whether they are one. */
export const LinkRow = ({
  link,
  rivals,
}: {
  link: Link;
  /** Other files linked with the same ad at Meta. */
  rivals: readonly Link[];
}) => {
  const { decide, keepOnly } = useDecision();
  const [shown] = link.shows;
  const names = `${link.ad_name} and ${link.meta_ad_name}`;
  return (
    <li className={css.row}>
      <figure className={css.side}>
        {shown === undefined ? (
          <span className={css.noPicture}>not fetched</span>
        ) : (
          <img src={thumbUrl(shown)} alt="" loading="lazy" />
        )}
        <figcaption>
          <span className={css.name}>{link.meta_ad_name}</span>
          <span className="meta">at Meta, {link.meta_ad_id}</span>
        </figcaption>
      </figure>
      <figure className={css.side}>
        <img src={thumbUrl(link.ad_id)} alt="" loading="lazy" />
        <figcaption>
          <button
            type="button"
            className={`link ${css.name}`}
            onClick={() => go({ name: 'review', ad: link.ad_id, seconds: null })}
          >
            {link.ad_name}
          </button>
          <span className="meta">{surety(link)}</span>
          {link.left_out && (
            <span className={css.leftOut}>
              <Icon name="warn" size={12} />
              {leftOut[link.left_out]}
            </span>
          )}
        </figcaption>
      </figure>
      <div className={css.actions}>
        {rivals.length > 0 && (
          <button
            type="button"
            className={css.button}
            aria-label={`Only this one: ${names}`}
            onClick={() => void keepOnly(link, rivals)}
          >
            Only this one
          </button>
        )}
        {link.state !== 'linked' && (
          <button
            type="button"
            className={css.button}
            aria-label={`Same ad: ${names}`}
            onClick={() => void decide(link, 'linked')}
          >
            Same ad
          </button>
        )}
        {link.state !== 'rejected' && (
          <button
            type="button"
            className={css.button}
            aria-label={`Not the same: ${names}`}
            onClick={() => void decide(link, 'rejected')}
          >
            Not the same
          </button>
        )}
        {link.how === 'hand' && (
          <button
            type="button"
            className={css.button}
            aria-label={`Leave open: ${names}`}
            onClick={() => void decide(link, 'none')}
          >
            Leave open
          </button>
        )}
      </div>
    </li>
  );
};
