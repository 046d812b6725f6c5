import type { Pattern } from '../../../contract/index.ts';
import { effectTold, ofTest } from '../../../contract/words.ts';
import { plural, twoDecimals } from '../../format/number.ts';
import { ForestAxis, ForestLine } from './forest.tsx';
import { effect, metricNames, titleOf } from './insight-words.ts';
import css from './insights.module.css';
import { Ladder } from './ladder.tsx';

export const keyOf = ({ metric, feature, value }: Pattern): string => `${metric} ${feature} ${value}`;

export const PatternTable = ({
  patterns,
  chosen,
  onChoose,
}: {
  patterns: readonly Pattern[];
  chosen: string | null;
  onChoose: (key: string) => void;
}) => (
  <table className={css.patterns}>
    <thead>
      <tr>
        <th scope="col">What the ads share</th>
        <th scope="col">Wording</th>
        <th scope="col" aria-label="Effect on one axis">
          <ForestAxis />
        </th>
        <th scope="col" className={css.right}>
          Effect, 90 %
        </th>
        <th scope="col" className={css.right}>
          q
        </th>
        <th scope="col" className={css.right}>
          With | without
        </th>
        <th scope="col" className={css.right}>
          Against
        </th>
      </tr>
    </thead>
    <tbody>
      {patterns.map((pattern) => {
        const key = keyOf(pattern);
        const { effect: size, interval, tested } = effectTold(pattern);
        return (
          <tr key={key} className={key === chosen ? css.chosen : undefined}>
            <th scope="row">
              <button
                type="button"
                className={css.open}
                aria-pressed={key === chosen}
                onClick={() => onChoose(key)}
              >
                {titleOf(pattern)}
                <span className={`meta ${css.under}`}>{metricNames[pattern.metric]}</span>
              </button>
            </th>
            <td>
              <Ladder wording={pattern.wording} />
            </td>
            {size === null || !interval ? (
              <td colSpan={2} className={css.lacks}>
                {pattern.lacks.slice(0, 2).join(', ')}
              </td>
            ) : (
              <>
                <td>
                  <ForestLine {...pattern} />
                </td>
                <td className={css.right}>
                  {effect(size)}
                  <span className={`meta ${css.under}`}>
                    {`${interval.map(effect).join(' to ')}${tested ? ofTest : ''}`}
                  </span>
                </td>
              </>
            )}
            <td className={css.right}>{pattern.q === null ? '–' : twoDecimals(pattern.q)}</td>
            <td className={css.right}>
              {pattern.concepts_with} | {pattern.concepts_without}
              <span className={`meta ${css.under}`}>{plural(pattern.campaigns, 'campaign')}</span>
            </td>
            <td className={css.right}>{pattern.effect === null ? '–' : pattern.counter_examples.length}</td>
          </tr>
        );
      })}
    </tbody>
  </table>
);
