import type { Ad, Council, CouncilMember } from '../../../contract/index.ts';
import { memberNames, rubricNames, weightsText } from '../../../contract/words.ts';
import { count, decimal, percent, usd } from '../../format/number.ts';
import { moment } from '../../format/time.ts';
import { Chip } from '../../ui/chip.tsx';
import css from './council.module.css';
import { useCouncilDialog } from './council-dialog-state.ts';

interface CouncilPanelProps {
  readonly ad: Ad;
  readonly onSeek: (seconds: number) => void;
}

/** An ad is judged for cents, by the cheapest models for less than a tenth of one. */
const cost = (value: number): string =>
  value > 0 && value < 0.001 ? `under ${usd(0.001, 3)}` : usd(value, value > 0 && value < 0.1 ? 3 : 2);

/** What the council said of one ad: every vote on one scale, who sees it differently, who is absent and why. */
export const CouncilPanel = ({ ad, onSeek }: CouncilPanelProps) => {
  const ask = () => useCouncilDialog.setState({ ads: [ad.id] });
  const { council } = ad;
  return (
    <section className={css.panel} aria-labelledby="council-title">
      <div className={css.head}>
        <h3 id="council-title">Council</h3>
        {council && <span className="meta">{cost(council.cost_usd)}</span>}
      </div>
      {council ? <Judged council={council} onSeek={onSeek} /> : <p className="meta">Not judged yet.</p>}
      <div className={css.foot}>
        <span className="meta">{weightsText[council?.weights ?? 'equal']}</span>
        <button type="button" className={css.ask} onClick={ask}>
          {council ? 'Ask again …' : 'Ask the council …'}
        </button>
      </div>
    </section>
  );
};

const Judged = ({ council, onSeek }: { council: Council; onSeek: (seconds: number) => void }) => {
  const voted = council.members.filter(({ state }) => state === 'voted');
  const isCouncil = council.basis === 'council';
  return (
    <>
      <div className={css.result}>
        <span className={css.score}>{council.score === null ? '–' : count(council.score)}</span>
        <span className="meta">
          {isCouncil ? range(council) : 'Engine only: fewer than two makers of models voted.'}
        </span>
      </div>
      <p className={css.facts}>
        <span>
          <b>{voted.length}</b> of {council.members.length} voted
        </span>
        {council.disagreement !== null && (
          <span>
            disagreement <b>{count(council.disagreement)}</b> of 20
          </span>
        )}
        <span>
          {council.k_eff === null ? (
            'worth in independent judges: not known yet'
          ) : (
            <>
              worth <b>{decimal(council.k_eff)}</b> independent judges
            </>
          )}
        </span>
      </p>
      {council.needs_human && (
        <p className={css.flag}>
          <Chip tone="warn">A person should look</Chip>
        </p>
      )}
      <ul className={css.votes}>
        {council.members.map((member) => (
          <Vote key={member.member} member={member} council={council} />
        ))}
      </ul>
      {council.dissent.map((text) => (
        <p key={text} className={css.dissent}>
          {text}
        </p>
      ))}
      {council.instructions.length > 0 && (
        <div className={css.dissent}>
          <p>
            Words in the ad that read like orders to a judge; they were kept out of questions asked since they
            were noticed:
          </p>
          <ul>
            {council.instructions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {council.members.map((member) =>
        member.verdict ? <Said key={member.member} member={member} onSeek={onSeek} /> : null,
      )}
      {council.transcript && council.transcript.lines.length > 0 && (
        <details className={css.said}>
          <summary>{`What ${council.transcript.model} heard`}</summary>
          <ul>
            {council.transcript.lines.map(({ t0, text }) => (
              <li key={`${t0} ${text}`}>
                <TimeLink t={t0} onSeek={onSeek} /> {text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const range = ({ interval80 }: Council): string =>
  interval80 ? `80 % interval ${count(interval80[0])}–${count(interval80[1])}` : '';

/** A person’s place on the scale: what was counted of the vote, with the panel’s interval behind it. */
const Vote = ({ member, council }: { member: CouncilMember; council: Council }) => {
  const { state, score, reason, saw, basis } = member;
  const counted = member.counted ?? member.percentile ?? score;
  const band = council.basis === 'council' ? council.interval80 : null;
  const far =
    council.basis === 'council' &&
    counted !== null &&
    council.score !== null &&
    Math.abs(counted - council.score) > 20;
  return (
    <li className={css.vote}>
      <span className={css.who}>
        <b>{memberNames[member.member]}</b>
        {far && <span className={css.far}> dissents</span>}
        <span className={`meta ${css.model}`}>
          {state === 'voted' ? `${member.model} · ${saw}` : member.model}
        </span>
        <span className="meta">{partOf(member, council)}</span>
      </span>
      {state === 'voted' && counted !== null ? (
        <>
          <span className={css.track} aria-hidden="true">
            {band && (
              <span className={css.band} style={{ left: `${band[0]}%`, width: `${band[1] - band[0]}%` }} />
            )}
            <span className={far ? css.diamond : css.dot} style={{ left: `${counted}%` }} />
          </span>
          <span className={css.value} title={`${basis}; it gave ${count(score ?? 0)}`}>
            {count(counted)}
            <span className="spoken">{` of 100, ${basis}`}</span>
          </span>
        </>
      ) : (
        <>
          <span className={css.reason}>{reason}</span>
          <span className={css.value}>–</span>
        </>
      )}
    </li>
  );
};

/** What it cost, also without a vote, and how much its vote counts; nothing where the engine's score stands alone. */
const partOf = ({ state, cost_usd, weight }: CouncilMember, { basis }: Council): string =>
  [
    cost_usd !== null && (state === 'voted' || cost_usd > 0) && cost(cost_usd),
    state === 'voted' && basis === 'council' && `weight ${percent(weight)}`,
  ]
    .filter(Boolean)
    .join(' · ');

const Said = ({ member, onSeek }: { member: CouncilMember; onSeek: (seconds: number) => void }) => {
  const { verdict } = member;
  if (!verdict) return null;
  return (
    <details className={css.said}>
      <summary>{`What ${memberNames[member.member]} said`}</summary>
      <p className="meta">{`Opens as: ${verdict.hook_type}`}</p>
      <h4>Would change</h4>
      <ul>
        {verdict.edits.map(({ t0, change, because }) => (
          <li key={`${t0} ${change}`}>
            <TimeLink t={t0} onSeek={onSeek} /> {change}
            <span className="meta">{` ${because}`}</span>
          </li>
        ))}
      </ul>
      <Lines title="Strengths" texts={verdict.strengths} />
      <Lines title="Risks" texts={verdict.risks} />
      <Lines title="Claims that a policy may object to" texts={verdict.policy_risks} />
      <h4>By the rubric</h4>
      <ul>
        {verdict.items.map(({ id, score, t0, why }) => (
          <li key={id} className={css.item}>
            <b>{score === null ? 'left open' : `${score} of 4`}</b> {rubricNames[id]}
            {t0 !== null && (
              <>
                {' '}
                <TimeLink t={t0} onSeek={onSeek} />
              </>
            )}
            <span className="meta">{` ${why}`}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Lines = ({ title, texts }: { title: string; texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <>
      <h4>{title}</h4>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );

const TimeLink = ({ t, onSeek }: { t: number; onSeek: (seconds: number) => void }) => (
  <button type="button" className="link" onClick={() => onSeek(t)}>
    {moment(t)}
  </button>
);
