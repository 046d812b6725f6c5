import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Input, Output, Settings } from '../../../contract/index.ts';
import { judgeOrder, memberNames, weightsText } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { decimals, percent, plural, twoDecimals } from '../../format/number.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { UsdInput } from '../approve/usd-input.tsx';
import css from './council.module.css';

interface ModelSettingsProps {
  readonly settings: Settings;
  readonly onChange: (what: string, patch: Input<'settings.set'>) => void;
}

/** Which model of each service judges, what a run may cost, and what is known of the judges. */
export const ModelSettings = ({ settings, onChange }: ModelSettingsProps) => {
  const { data: record } = useQuery('council.record', {});
  return (
    <>
      {judgeOrder.map((judge) => (
        <Line
          key={judge}
          title={memberNames[judge]}
          text={
            judge === 'local'
              ? 'Empty takes the first model that your server offers.'
              : 'Its name as the service writes it.'
          }
        >
          <SavedModel
            label={`Model of ${memberNames[judge]}`}
            value={settings.council_models[judge]}
            canBeEmpty={judge === 'local'}
            onSave={(model) =>
              onChange(`the model of ${memberNames[judge]}`, {
                council_models: { ...settings.council_models, [judge]: model },
              })
            }
          />
        </Line>
      ))}
      <CeilingLine
        of="a run"
        max={10_000}
        value={settings.council_ceiling_usd}
        onChange={(value) => onChange('the ceiling of a run', { council_ceiling_usd: value })}
      />
      <CeilingLine
        of="a question"
        whose=", for the Director"
        max={1000}
        value={settings.director_ceiling_usd}
        onChange={(value) => onChange('the ceiling of a question', { director_ceiling_usd: value })}
      />
      <p className={css.record}>{weightsText[record?.weights ?? 'equal']}</p>
      {record && record.judges.length > 0 && (
        <ul className={css.seats}>
          {record.judges.map((one) => (
            <li key={one.judge} className={css.seat}>
              <b>{one.judge}</b>
              <span className="meta">{recordText(one, record.weights)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

type Judged = Output<'council.record'>['judges'][number];

/** Its part is told once results gave it one. */
const recordText = (
  { votes, says, weight, brier, spearman }: Judged,
  weights: Output<'council.record'>['weights'],
): string =>
  [
    `${plural(votes, 'vote')}. ${says}`,
    weight === null
      ? 'Cannot be asked now, so it has no weight.'
      : weights !== 'equal' && `Weight ${percent(weight)}.`,
    brier !== null &&
      `Brier score ${decimals(brier, 3)}; always saying a quarter gets ${decimals(0.188, 3)}.`,
    spearman !== null && `Rank correlation with results ${twoDecimals(spearman)}.`,
  ]
    .filter(Boolean)
    .join(' ');

const Line = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <div className={css.line}>
    <div>
      <h3>{title}</h3>
      <p className="meta">{text}</p>
    </div>
    {children}
  </div>
);

interface CeilingLineProps {
  readonly of: string;
  readonly whose?: string;
  readonly max: number;
  readonly value: number;
  readonly onChange: (usd: number) => void;
}

/** A draft, since the start of an amount is another amount. */
const CeilingLine = ({ of, whose = '', max, value, onChange }: CeilingLineProps) => {
  const { draft, setDraft, field } = useDraft<number | null>(
    value,
    (usd) => usd !== null && usd !== value && onChange(usd),
  );
  return (
    <Line
      title={`Ceiling of ${of}`}
      text={`In USD${whose}. Nothing is sent that could pass it, whatever it turns out to cost.`}
    >
      <UsdInput
        aria-label={`Ceiling of ${of} in USD`}
        className={css.ceiling}
        {...field}
        value={draft}
        max={max}
        onUsd={setDraft}
      />
    </Line>
  );
};

interface SavedModelProps {
  readonly label: string;
  readonly value: string;
  readonly canBeEmpty: boolean;
  readonly onSave: (value: string) => void;
}

/** An empty name that may not be goes back to what it was. */
const SavedModel = ({ label, value, canBeEmpty, onSave }: SavedModelProps) => {
  const { draft, setDraft, field } = useDraft(value, (text) => {
    const name = text.trim();
    if (name === '' && !canBeEmpty) setDraft(value);
    else if (name !== value) onSave(name);
  });
  return (
    <TextInput
      aria-label={label}
      className={css.model}
      {...field}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
    />
  );
};
