import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { LearnAccount, Patterns, Wording } from '../../../contract/index.ts';
import { roasText } from '../../../contract/words.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { AccountChoice, moneyAndDays, useShownAccount } from './account-choice.tsx';
import { ChosenPattern } from './chosen-pattern.tsx';
import { Coverage } from './coverage.tsx';
import { FatigueList } from './fatigue-list.tsx';
import { wordings } from './insight-words.ts';
import css from './insights.module.css';
import { Ladder } from './ladder.tsx';
import { keyOf, PatternTable } from './pattern-table.tsx';
import { ReportCard } from './report-card.tsx';
import { SalesChoice } from './sales-choice.tsx';
import { TestsBlock } from './tests-block.tsx';

/** What real results have taught, and that the rest is not known. */
export const InsightsScreen = () => {
  const { accounts, of, choose } = useShownAccount();
  const patterns = useQuery('learn.patterns', of);
  const { cache } = useApi();
  const build = useCommand('learn.build');
  const learn = async () => {
    const result = await build.run(of ?? {});
    if (result.ok) cache.invalidate((id) => id.startsWith('learn.'));
  };
  const failure = patterns.error ?? build.error;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Insights">
      {/* In one place whatever is shown below, or it would lose the focus when it is used. */}
      <AccountChoice
        accounts={accounts}
        shown={of?.account}
        className={css.account}
        onChoose={(account) => {
          build.clear();
          choose(account);
        }}
      />
      {patterns.data ? (
        <Learnt
          key={patterns.data.from.account.id}
          patterns={patterns.data}
          account={accounts.find(({ id }) => id === patterns.data?.from.account.id)}
        >
          <Button variant="default" onClick={() => go({ name: 'links' })}>
            Links with Meta
          </Button>
          <BusyButton variant="default" loading={build.busy} onClick={() => void learn()}>
            Learn again
          </BusyButton>
          {build.error && <FailureNote failure={build.error} />}
        </Learnt>
      ) : failure?.code === 'NOT_ENOUGH_DATA' ? (
        <Empty
          title="Nothing was learnt yet"
          text="Real results teach what your ads share. Connect Meta, refresh, and link its ads with files of the library."
        >
          <Button onClick={() => go({ name: 'accounts' })}>Connect Meta</Button>
          <Button variant="default" onClick={() => go({ name: 'links' })}>
            Links with Meta
          </Button>
          <BusyButton variant="default" loading={build.busy} onClick={() => void learn()}>
            Learn from what is here
          </BusyButton>
          {build.error && <p className="meta">{build.error.message}</p>}
        </Empty>
      ) : (
        <Empty title={failure ? 'Insights could not be read' : 'Reading what was learnt …'}>
          {failure && <FailureNote failure={failure} />}
        </Empty>
      )}
    </section>
  );
};

interface LearntProps {
  readonly patterns: Patterns;
  readonly account: LearnAccount | undefined;
  readonly children: ReactNode;
}

const Learnt = ({ patterns: found, account, children }: LearntProps) => {
  const { from, patterns } = found;
  const of = { account: from.account.id };
  const diversity = useQuery('learn.diversity', of);
  const fatigue = useQuery('learn.fatigue', of);
  const report = useQuery('learn.report', of);
  const tests = useQuery('learn.tests', of);
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const said = patterns.filter(({ wording }) => wording !== 'no evidence');
  const shown = all || said.length === 0 ? patterns : said;
  const open = patterns.find((pattern) => keyOf(pattern) === chosen) ?? said[0];
  return (
    <div className={css.page}>
      <header className={css.head}>
        <div>
          <h2>What your ads have taught so far</h2>
          <p className="meta">
            {from.account.name} · {account && `${moneyAndDays(account)} · `}
            {plural(from.concepts, 'concept')} · {plural(from.ads, 'ad')} ·{' '}
            {plural(from.campaigns, 'campaign')}
            {from.since && ` · ${calendarDay(from.since)} to ${calendarDay(from.until ?? from.since)}`} ·
            version {from.version}
          </p>
        </div>
        {children}
      </header>
      <SalesChoice account={from.account.id} />
      <div className={css.columns}>
        <div>
          <div className={css.blockHead}>
            <h2>Patterns</h2>
            <Counts patterns={found.patterns} />
            {found.hypotheses_tried > 0 && (
              <span className="meta">{`${count(found.hypotheses_tried)} looked at, all counted`}</span>
            )}
          </div>
          {said.length === 0 && (
            <p className={css.facts}>No evidence for anything yet. What is missing stands beside each.</p>
          )}
          <div className={css.scrolls}>
            <PatternTable patterns={shown} chosen={open ? keyOf(open) : null} onChoose={setChosen} />
          </div>
          <p className={css.legend}>
            <span className="meta">
              Thick 50 %, thin 90 % interval (95 % of a test); the band is under ±3 %, too small to matter.
              CTR counts link clicks. {roasText(from.sales)}
            </span>
            {said.length > 0 && said.length < patterns.length && (
              <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? 'Only what has evidence' : `${patterns.length - said.length} more without evidence`}
              </button>
            )}
          </p>
          {open && <ChosenPattern pattern={open} account={from.account} />}
          {tests.data && <TestsBlock {...tests.data} />}
          {tests.error && <FailureNote failure={tests.error} />}
          {report.data && <ReportCard report={report.data} />}
          {report.error && <FailureNote failure={report.error} />}
        </div>
        <div>
          {diversity.data && <Coverage diversity={diversity.data} />}
          {diversity.error && <FailureNote failure={diversity.error} />}
          {fatigue.data && <FatigueList fatigue={fatigue.data} />}
          {fatigue.error && <FailureNote failure={fatigue.error} />}
        </div>
      </div>
    </div>
  );
};

const Counts = ({ patterns }: { patterns: Patterns['patterns'] }) => {
  const many = (wording: Wording) => patterns.filter((pattern) => pattern.wording === wording).length;
  return (
    <span className={css.counts}>
      {wordings.map((wording) => (
        <span key={wording} className={css.count}>
          <Ladder wording={wording} /> <b>{many(wording)}</b>
        </span>
      ))}
    </span>
  );
};
