import type {
  ApprovalDetail,
  ApprovalEvidence,
  ApprovalItem,
  ApprovalPart,
  BoundBy,
} from '../../../contract/index.ts';
import { silenceText, spendsText, toldText } from '../../../contract/words.ts';
import { decimal, plural, twoDecimals } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { boundWords } from '../decide/bound-words.ts';
import css from './approve.module.css';
import { conditionOf } from './condition-words.ts';
import { money, signedMoney, stakeText } from './money-text.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { RequestOutcomePanel } from './request-outcome-panel.tsx';
import { SentEvents } from './sent-events.tsx';
import { stateWords, whoWords } from './state-words.ts';

/**
 * Everything here is a field of the request that its hash covers. Words that somebody else may have chosen are among them:
 * names at the platform, and what a draft would say, which a model may have written. They are shown as text and no more.
 */
export const RequestDetail = ({ detail }: { detail: ApprovalDetail }) => {
  const { item, parts, facts, evidence, warnings, decision_id } = detail;
  const batch = item.kind === 'send conversions' ? facts.find(({ name }) => name === 'batch') : undefined;
  const talk = facts.find(({ name }) => name === 'conversation')?.value;
  const changes = parts.some(({ before, after }) => before !== null || after !== null);
  const numbers = parts.filter(
    ({ before, after }) => typeof before === 'number' && typeof after === 'number',
  );
  return (
    <>
      <div className={css.facts}>
        <span className="meta">{`${item.kind} · proposed by ${whoWords(item.proposed_by)}`}</span>
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
      {changes && (
        <table className={css.diff}>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className={css.number}>
                Before
              </th>
              <th scope="col" className={css.number}>
                After
              </th>
              <th scope="col" className={css.number}>
                Change
              </th>
              {parts.some(({ state }) => state !== null) && <th scope="col">How far it came</th>}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <Line key={part.target} part={part} currency={item.currency} />
            ))}
            {numbers.length > 1 && <Total parts={numbers} currency={item.currency} />}
          </tbody>
        </table>
      )}
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
            <dd>{`${detail.approvals_given.length} of ${detail.approvals_needed}${detail.approvals_given.map(({ person }) => `, ${person}`).join('')}`}</dd>
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
      {evidence && <Evidence evidence={evidence} parts={parts} currency={item.currency} />}
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

/** Which figures the request follows from, how many they are, and how sure they make it. */
const Evidence = ({
  evidence,
  parts,
  currency,
}: {
  evidence: ApprovalEvidence;
  parts: readonly ApprovalPart[];
  currency: string;
}) => {
  const { by_hand, source, ratio, doubt, told, overdue, orders, closed_days, expected_gain, budgets } =
    evidence;
  const own = budgets.filter(({ target }) => parts.some((part) => part.target === target));
  return (
    <section className={css.outcome} aria-label="What it follows from">
      <h3>What it follows from</h3>
      <p className="meta">{`${plural(orders, 'order')} ${source === 'ledger' ? 'of the revenue ledger' : 'as Meta attributes them'} on ${plural(closed_days, 'closed day')}. ${gainText(expected_gain, currency)}`}</p>
      {by_hand && (
        <p className="meta">The amounts were set by hand; what is foretold of them is the model’s.</p>
      )}
      {told && <p className="meta">{toldText(told, dateTime(told.at))}</p>}
      {told && overdue !== null && (
        <p className={css.problem}>
          <Icon name="warn" />
          {silenceText(dateTime(told.at), overdue)}
        </p>
      )}
      {doubt ? (
        <p className={css.problem}>
          <Icon name="warn" />
          {doubt}
        </p>
      ) : (
        ratio !== null && (
          <p className="meta">{`The ledger holds ${Math.round(ratio * 100)} % of Meta’s revenue.`}</p>
        )
      )}
      <ul className={css.grounds}>
        {own.map(({ target, orders: count, roas, p_better, now_minor, spent_minor, bound_by, shares }) => (
          <li key={target}>
            <span className={css.clipped}>
              {parts.find((part) => part.target === target)?.name ?? target}
            </span>
            <span className="meta">{`${plural(count, 'order')}, return ${twoDecimals(roas.p50)} (${twoDecimals(roas.p5)} to ${twoDecimals(roas.p95)})${p_better === null ? '' : `, better with P = ${twoDecimals(p_better)}`}${spent_minor === null ? '' : `; ${spendsText(money(now_minor, currency), money(spent_minor, currency))}`}`}</span>
            <span className="meta">{sharesText(shares, by_hand, bound_by)}</span>
          </li>
        ))}
      </ul>
      <p className="meta">
        The last share of each is kept with the decision: by it another rule can be judged later on what came
        of this one.
      </p>
    </section>
  );
};

const gainText = (gain: ApprovalEvidence['expected_gain'], currency: string): string =>
  gain === null
    ? 'The amounts were edited since: what these would gain was not worked out.'
    : `Expected gain of the whole decision a day ${signedMoney(gain.p50, currency)} ${currency}, 90 % interval ${money(gain.p5, currency)} to ${money(gain.p95, currency)}.`;

/** The shares are of the whole decision, also where one request asks for a part of it. */
const sharesText = (
  { model, explored, final }: ApprovalEvidence['budgets'][number]['shares'],
  byHand: boolean,
  boundBy: BoundBy | null,
): string => {
  const held = boundBy === null ? '' : ` (${boundWords[boundBy].chip})`;
  const percent = (share: number): string => `${decimal(share * 100)} %`;
  return `The model alone gives it ${percent(model)} of the total, ${percent(explored)} with its part for trying every budget; ${percent(final)} ${byHand ? 'were set by hand' : `were left by limits${held} and whole units`}.`;
};

const side = (value: ApprovalPart['before'], currency: string): string =>
  typeof value === 'number' ? money(value, currency) : (value ?? '–');

const Line = ({ part, currency }: { part: ApprovalPart; currency: string }) => {
  const { before, after, state } = part;
  const change = typeof before === 'number' && typeof after === 'number' ? after - before : null;
  const share = change !== null && typeof before === 'number' && before > 0 ? change / before : null;
  return (
    <tr>
      <th scope="row">
        <span className={css.clipped}>{part.name ?? part.target}</span>
        {part.name && <span className="meta">{part.target}</span>}
      </th>
      <td className={css.number}>{side(before, currency)}</td>
      <td className={css.number}>
        <span className={css.after}>{side(after, currency)}</span>
      </td>
      <td
        className={`${css.number} ${change === null || change === 0 ? '' : change > 0 ? css.up : css.down}`}
      >
        {change === null ? '' : signedMoney(change, currency)}
        {share !== null && (
          <span className="meta">{` ${share > 0 ? '+' : share < 0 ? '−' : ''}${decimal(Math.abs(share * 100))} %`}</span>
        )}
      </td>
      {state !== null && <td>{progress(part)}</td>}
    </tr>
  );
};

const progress = ({ state, detail }: ApprovalPart): string | null => (detail ? `${state}: ${detail}` : state);

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

const Total = ({ parts, currency }: { parts: readonly ApprovalPart[]; currency: string }) => {
  const sum = (which: 'before' | 'after') => parts.reduce((total, part) => total + Number(part[which]), 0);
  const [before, after] = [sum('before'), sum('after')];
  return (
    <tr className={css.total}>
      <th scope="row">All of them</th>
      <td className={css.number}>{money(before, currency)}</td>
      <td className={css.number}>{money(after, currency)}</td>
      <td className={css.number}>
        {after === before ? 'the total stays' : signedMoney(after - before, currency)}
      </td>
      {parts.some(({ state }) => state !== null) && <td />}
    </tr>
  );
};
