import { useState } from 'react';
import type { AdId, Input, ShareFinding } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { shareFact, shareNeed, shareSentence } from '../../format/share.ts';
import { useView } from '../../state/view.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './share-dialog.module.css';

type Choice = 'ids' | 'score' | 'rating' | 'pick';

const labels: Record<Choice, string> = {
  ids: 'Selected',
  pick: 'Picked',
  rating: 'Rated 4–5',
  score: 'Best quarter',
};
const whose: Record<Choice, string> = {
  ids: 'your selected ads',
  pick: 'your picked ads',
  rating: 'the ads that you rated 4 or 5',
  score: 'the best quarter by score',
};

/** What chosen ads have in common beside the rest: described, never called a reason for success. */
export const ShareDialog = ({ ids, onClose }: { ids: readonly AdId[]; onClose: () => void }) => {
  const [choice, setChoice] = useState<Choice>(ids.length > 0 ? 'ids' : 'pick');
  const { where, jobId } = useView();
  const asked: Input<'score.share'> = {
    where: choice === 'ids' ? '' : where,
    ...(jobId === null ? {} : { job_id: jobId }),
    ...(choice === 'ids' ? { ids: [...ids] } : { top: choice }),
  };
  const { data, error } = useQuery('score.share', asked);
  const of = (verdict: ShareFinding['verdict']) =>
    data?.findings.filter((finding) => finding.verdict === verdict) ?? [];
  const choices = (Object.keys(labels) as Choice[]).filter((one) => one !== 'ids' || ids.length > 0);
  return (
    <Dialog title="What these ads share" onClose={onClose}>
      <div className={css.body}>
        <Segmented
          label="Which ads"
          value={choice}
          onChange={setChoice}
          options={choices.map((value) => ({ value, label: labels[value] }))}
        />
        {error && <FailureNote failure={error} />}
        {!data && !error && <p className="meta">Reading what was measured of each ad …</p>}
        {data && (
          <>
            <p className={css.lead}>
              {data.looked_at === 0
                ? `Too few to compare: ${data.least_concepts} concepts are needed on each side.`
                : of('differs').length > 0
                  ? `${upper(whose[choice])} differ from the rest in ${plural(of('differs').length, 'way')}.`
                  : `No difference between ${whose[choice]} and the rest was shown.`}{' '}
              {choice === 'score'
                ? 'The score is made of these measures, so this tells what the score rewards, not what works.'
                : 'This describes a choice. Nothing here was proven to do better.'}
            </p>
            <p className="meta">
              {`${plural(data.concepts_chosen, 'concept')} against ${count(data.concepts_rest)}; near-duplicates count as one.`}
              {data.looked_at > 0 &&
                ` ${plural(data.looked_at, 'thing')} looked at, at most one in ten of those told may be chance.`}
            </p>
            <ul className={css.list}>
              {of('differs').map((finding) => (
                <li key={`${finding.feature} ${finding.word}`} className={css.finding}>
                  <span className={css.sentence}>{shareSentence(finding)}</span>
                  <span className="meta">{shareFact(finding)}</span>
                </li>
              ))}
            </ul>
            <Rest title="No difference shown" findings={of('no_difference_shown')} />
            <Rest
              title="Not enough data"
              findings={of('too_few')}
              need={(finding) => shareNeed(finding, data.least_concepts)}
            />
          </>
        )}
      </div>
    </Dialog>
  );
};

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

interface RestProps {
  readonly title: string;
  readonly findings: readonly ShareFinding[];
  readonly need?: (finding: ShareFinding) => string;
}

/** What was looked at to no avail stays countable and can be opened. */
const Rest = ({ title, findings, need }: RestProps) =>
  findings.length === 0 ? null : (
    <details className={css.rest}>
      <summary>{`${title}: ${count(findings.length)}`}</summary>
      <ul className={css.list}>
        {findings.map((finding) => (
          <li key={`${finding.feature} ${finding.word}`} className={css.finding}>
            <span>{finding.word === null ? finding.name : `${finding.name} ${finding.word}`}</span>
            <span className="meta">{need ? need(finding) : shareFact(finding)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
