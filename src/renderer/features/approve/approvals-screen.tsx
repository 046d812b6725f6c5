import { useEffect, useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { replace } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { Icon } from '../../ui/icon.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { ActionBar } from './action-bar.tsx';
import css from './approve.module.css';
import { AuditList, AuditState } from './audit-list.tsx';
import { actorWords, deedWords } from './audit-words.ts';
import { RequestDetail } from './request-detail.tsx';
import { RequestList } from './request-list.tsx';
import { StopSwitch } from './stop-switch.tsx';
import { type Tab, useRequests } from './use-requests.ts';

const tabs: readonly (readonly [Tab, string])[] = [
  ['queue', 'Queue'],
  ['history', 'History'],
  ['audit', 'Audit'],
];

/** What waits for a person, what became of it, and the log of all of it. */
export const ApprovalsScreen = ({ id }: { id: string | null }) => {
  const [tab, setTab] = useState<Tab>('queue');
  const {
    items,
    at,
    chosen,
    isByHand,
    total,
    toDecide,
    beyond,
    stopped,
    mayApprove,
    loaded,
    error,
    open,
    move,
  } = useRequests(tab, id);
  useEffect(() => {
    if (id !== null) setTab((now) => (now === 'audit' ? 'queue' : now));
  }, [id]);
  const openTab = (one: Tab) => {
    setTab(one);
    // The log is of no one request: a link to any of them leads out of it.
    if (one === 'audit') replace({ name: 'approvals', id: null });
  };
  useShortcut('nextRequest', move(1));
  useShortcut('previousRequest', move(-1));
  return (
    <div className={css.screen}>
      <aside className={css.side} aria-label="Approvals">
        <div className={css.head}>
          <h2>
            {tab === 'queue' && loaded
              ? `${count(toDecide)} to decide`
              : tabs.find(([one]) => one === tab)?.[1]}
          </h2>
          <StopSwitch stopped={stopped} />
        </div>
        <fieldset className={css.tabs} aria-label="Which">
          {tabs.map(([one, label]) => (
            <button
              key={one}
              type="button"
              className={css.tab}
              aria-pressed={one === tab}
              onClick={() => openTab(one)}
            >
              {label}
            </button>
          ))}
        </fieldset>
        {stopped && (
          <p className={css.stopped} role="status">
            <Icon name="stop" />
            Everything is stopped: nothing is sent.
          </p>
        )}
        {tab !== 'audit' && error && loaded && <NotRead failure={error} of={['approve.list']} kept />}
        {tab !== 'audit' && <RequestList items={items} at={at} onOpen={open} />}
        {tab !== 'audit' && beyond && <p className={`meta ${css.beyond}`}>{beyond}</p>}
      </aside>
      <div className={css.main}>
        {tab === 'audit' ? (
          <AuditList />
        ) : error && !loaded ? (
          <Empty title="The queue could not be read">
            <NotRead failure={error} of={['approve.list']} />
          </Empty>
        ) : chosen ? (
          <Request
            key={chosen}
            id={chosen}
            place={at < 0 ? 'not in this list' : `${at + 1} of ${count(total)}`}
            stopped={stopped}
            mayApprove={mayApprove}
            isByHand={isByHand}
          />
        ) : (
          <Empty
            title={
              !loaded
                ? 'Reading the queue …'
                : tab === 'queue'
                  ? 'Nothing to decide'
                  : 'Nothing was decided yet'
            }
            text={
              loaded && tab === 'queue'
                ? 'Budget proposals, programs and language models put their requests here. None of them can approve one.'
                : ''
            }
          />
        )}
      </div>
    </div>
  );
};

interface RequestProps {
  readonly id: string;
  readonly place: string;
  readonly stopped: boolean;
  readonly mayApprove: boolean;
  readonly isByHand: boolean;
}

/** Who was led here by what has gone with its screen, as the button that sends a request, goes on here. */
const goOnHere = (request: HTMLElement | null): void => {
  if (document.activeElement === document.body && navigator.userActivation.hasBeenActive) request?.focus();
};

const Request = ({ id, place, ...deciding }: RequestProps) => {
  const { data, error } = useQuery('approve.show', { id });
  const { entries = [], person = '' } = useQuery('act.log', { subject: id, limit: 20 }).data ?? {};
  if (!data)
    return (
      <Empty title={error ? 'The request could not be read' : 'Reading the request …'}>
        {error && <NotRead failure={error} of={['approve.show']} />}
      </Empty>
    );
  return (
    <>
      {error && <NotRead failure={error} of={['approve.show']} kept />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section ref={goOnHere} className={css.body} tabIndex={0} aria-label={`Request ${place}`}>
        <span className="meta">{place}</span>
        <RequestDetail detail={data} person={person} />
      </section>
      <ActionBar detail={data} person={person} {...deciding} />
      <div className={css.strip}>
        <strong>Audit</strong>
        <LastStep entries={entries} person={person} />
        <span className={css.spring} />
        <AuditState />
      </div>
    </>
  );
};

const LastStep = ({ entries, person }: Output<'act.log'>) => {
  const [last] = entries;
  return (
    <span className="meta clip">
      {last
        ? `${actorWords(last.actor, person)} ${deedWords(last.what)}; ${plural(entries.length, 'step')} so far`
        : ''}
    </span>
  );
};
