import type { Today } from '../../../contract/index.ts';
import { count, plural } from '../../format/number.ts';
import { scoreNumber, wordOf } from '../../format/score.ts';
import { dateTime } from '../../format/time.ts';
import { go, library } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { stakeText } from '../approve/money-text.ts';
import { AccessEnds } from './access-ends.tsx';
import { Block } from './block.tsx';
import css from './today.module.css';

/** What waits for a person here, and what this machine did since yesterday. */
export const Waiting = ({ today }: { today: Today }) => (
  <div>
    <AccessEnds />
    <Approvals approvals={today.approvals} links={today.links_asked} />
    <FailedJobs failed={today.failed_jobs} />
    <Scored scored={today.scored} />
  </div>
);

const Approvals = ({
  approvals: { waiting, aside, under_way, stopped, first },
  links,
}: Pick<Today, 'approvals'> & { links: number }) => (
  <Block
    title="Waiting for you"
    aside={
      <button type="button" className="link" onClick={() => go({ name: 'approvals', id: null })}>
        {waiting === 0 ? 'Approvals' : plural(waiting, 'request')}
      </button>
    }
  >
    {stopped && (
      <p className={css.stale}>
        <Icon name="stop" />
        Everything is stopped: nothing is sent.
      </p>
    )}
    {waiting === 0 && <p className="meta">Nothing waits for a yes or no.</p>}
    <ul>
      {first.map(({ id, title, amount_minor, currency, expires_at }) => (
        <li key={id} className={css.line}>
          <button type="button" className={`link ${css.name}`} onClick={() => go({ name: 'approvals', id })}>
            {title}
          </button>
          <span className={`meta ${css.why}`}>
            {`${stakeText(amount_minor, currency)} at stake · until ${dateTime(expires_at)}`}
          </span>
        </li>
      ))}
    </ul>
    {aside + under_way > 0 && (
      <p className="meta">
        {[
          ...(aside > 0 ? [`${count(aside)} set aside`] : []),
          ...(under_way > 0 ? [`${count(under_way)} approved and not ended yet`] : []),
        ].join(' · ')}
      </p>
    )}
    {links > 0 && (
      <button type="button" className="link" onClick={() => go({ name: 'links' })}>
        {plural(links, 'link with Meta to look at', 'links with Meta to look at')}
      </button>
    )}
  </Block>
);

const FailedJobs = ({ failed: { jobs, newest } }: { failed: Today['failed_jobs'] }) => (
  <Block
    title="Jobs with failures"
    aside={
      <button type="button" className="link" onClick={() => go({ name: 'health' })}>
        {jobs > newest.length ? `All ${plural(jobs, 'job')}` : 'All jobs'}
      </button>
    }
  >
    {jobs === 0 && <p className="meta">None since yesterday.</p>}
    <ul>
      {newest.map(({ id, title, code, failed, at }) => (
        <li key={id} className={css.line}>
          <button type="button" className={`link ${css.name}`} onClick={() => go({ name: 'job', id })}>
            {title}
          </button>
          <span className={`meta ${css.why}`}>
            {`${code ?? `${plural(failed, 'item')} failed`} · ${dateTime(at)}`}
          </span>
        </li>
      ))}
    </ul>
  </Block>
);

const Scored = ({ scored: { ads, best } }: Pick<Today, 'scored'>) => (
  <Block
    title="Scored since yesterday"
    aside={
      <button type="button" className="link" onClick={() => go(library)}>
        {ads === 0 ? 'Library' : plural(ads, 'ad')}
      </button>
    }
  >
    {ads === 0 && <p className="meta">No ad was measured.</p>}
    <ul>
      {best.map(({ id, name, score, interval80 }) => (
        <li key={id} className={css.line}>
          <button
            type="button"
            className={`link ${css.name}`}
            onClick={() => go({ name: 'review', ad: id, seconds: null })}
          >
            {name}
          </button>
          <span className={`meta ${css.why}`}>
            {score === null
              ? 'no score'
              : `${scoreNumber(score)} ${wordOf(score)}${interval80 ? `, ${scoreNumber(interval80[0])}–${scoreNumber(interval80[1])} (80 %)` : ''}`}
          </span>
        </li>
      ))}
    </ul>
  </Block>
);
