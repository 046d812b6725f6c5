import type { ApprovalDetail, ApprovalItem, ApprovalPart } from '../../../contract/index.ts';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './approve.module.css';
import { conditionOf } from './condition-words.ts';
import { stakeText } from './money-text.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { progress, RequestChanges } from './request-changes.tsx';
import { RequestEvidence } from './request-evidence.tsx';
import { RequestOutcomePanel } from './request-outcome-panel.tsx';
import { SentEvents } from './sent-events.tsx';
import { stateWords, whoWords } from './state-words.ts';

/**
 * Everything here is a field of the request that its hash covers. Words that somebody else may have chosen are among them:
 * names at the platform, and what a draft would say, which a model may have written. They are shown as text and no more.
 */
export const RequestDetail = ({ detail, person }: { detail: ApprovalDetail; person: string }) => {
  const { item, parts, facts, evidence, warnings, decision_id } = detail;
  const batch = item.kind === 'send conversions' ? facts.find(({ name }) => name === 'batch') : undefined;
  const talk = facts.find(({ name }) => name === 'conversation')?.value;
  const changes = parts.some(({ before, after }) => before !== null || after !== null);
  return (
    <>
      <div className={css.facts}>
        <span className="meta">{`${item.kind} · proposed by ${whoWords(item.proposed_by, person)}`}</span>
        <span className="meta">
          {item.state === 'proposed' ? `expires ${dateTime(item.expires_at)}` : stateWords(item)}
        </span>
      </div>
      <h2 className={css.title}>{item.title}</h2>
      {item.problem && (
        <p className={css.problem}>
          <Icon name="warn" />
          {item.problem}
        </p>
      )}
      {changes && <RequestChanges parts={parts} currency={item.currency} />}
      {warnings.length > 0 && (
        <div className={css.warnings}>
          {warnings.map((warning) => (
            <p key={warning} className={css.problem}>
              <Icon name="warn" />
              {warning}
            </p>
          ))}
        </div>
      )}
      <dl className={css.binding}>
        {!changes &&
          parts.map((part) => <HowFar key={part.target} part={part} kind={item.kind} talk={talk} />)}
        <div>
          <dt>Account</dt>
          <dd>{item.account}</dd>
        </div>
        <div>
          <dt>At stake</dt>
          <dd>{stakeText(item.amount_minor, item.currency)}</dd>
        </div>
        <div>
          <dt>Content</dt>
          <dd
            className={css.hash}
          >{`sha256 ${item.content_hash.slice(0, 8)} ${item.content_hash.slice(8, 16)}`}</dd>
        </div>
        {(detail.approvals_needed > 1 || detail.approvals_given.length > 0) && (
          <div>
            <dt>Approved by</dt>
            <dd>{`${detail.approvals_given.length} of ${detail.approvals_needed}${detail.approvals_given.map((given) => `, ${whoWords({ kind: 'person', id: given.person }, person)}`).join('')}`}</dd>
          </div>
        )}
        {decision_id && (
          <div>
            <dt>Follows from</dt>
            <dd>
              <button type="button" className="link" onClick={() => go({ name: 'budget' })}>
                {`decision ${decision_id.slice(4, 12)}`}
              </button>
            </dd>
          </div>
        )}
      </dl>
      {facts.length > 0 && <Facts facts={facts} />}
      {batch && item.state !== 'proposed' && <SentEvents batch={batch.value} />}
      {evidence && <RequestEvidence evidence={evidence} parts={parts} currency={item.currency} />}
      {decision_id && item.state !== 'proposed' && <OutcomePanel decisionId={decision_id} />}
      {!decision_id && item.kind === 'budget change' && carriedOut.has(item.state) && (
        <RequestOutcomePanel id={item.id} />
      )}
      {item.state === 'proposed' && (
        <p className={css.condition}>
          <Icon name="lock" />
          {conditionOf(item)}
        </p>
      )}
    </>
  );
};

/** In part at least. */
const carriedOut: ReadonlySet<ApprovalDetail['item']['state']> = new Set(['confirmed', 'failed']);

/** What it binds beside the lines; a fact of several lines has the width to itself. */
const Facts = ({ facts }: Pick<ApprovalDetail, 'facts'>) => (
  <dl className={css.binding}>
    {facts.map(({ name, value }) => (
      <div key={name} className={value.includes('\n') ? css.wide : undefined}>
        <dt>{name}</dt>
        <dd className={css.fact}>{value}</dd>
      </div>
    ))}
  </dl>
);

interface HowFarProps {
  readonly part: ApprovalPart;
  readonly kind: ApprovalItem['kind'];
  /** The conversation of an answer that was asked for. */
  readonly talk: string | undefined;
}

/** Of what changes no amount and no state, as a run or an answer that was begun: that leads to it. */
const HowFar = ({ part, kind, talk }: HowFarProps) => {
  const { state, answer_id } = part;
  return (
    state !== null && (
      <div>
        <dt>How far it came</dt>
        <dd>
          {progress(part)}
          {kind === 'model spend' && answer_id !== null && (
            <>
              {' · '}
              <button
                type="button"
                className="link"
                onClick={() => go(talk ? { name: 'director', id: talk } : { name: 'job', id: answer_id })}
              >
                {talk ? 'Open the answer' : 'Open the run'}
              </button>
            </>
          )}
        </dd>
      </div>
    )
  );
};
