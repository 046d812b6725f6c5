import type { Ceiling, ModelCalls, Performance } from '../../../contract/index.ts';
import { memberNames } from '../../../contract/words.ts';
import { count, decimals, plural, twoDecimals } from '../../format/number.ts';
import { calendarDay, dateTime } from '../../format/time.ts';
import { Block } from '../today/block.tsx';
import { Bars } from './bars.tsx';
import { FactsTable } from './facts-table.tsx';
import css from './performance.module.css';

const useNames: Readonly<Record<ModelCalls['use'], string>> = { council: 'Council', director: 'Director' };
const oneOf: Readonly<Record<ModelCalls['use'], string>> = { council: 'run', director: 'question' };

/** A question to the Director may cost less than a cent. */
const usd = (value: number): string => `${decimals(value, value > 0 && value < 1 ? 4 : 2)} USD`;

export const Costs = ({ seen: { models, cost } }: { seen: Performance }) => (
  <Block title="Models and what they cost">
    {models.length === 0 ? (
      <p className={css.nothing}>No model was asked in these days.</p>
    ) : (
      <>
        <Bars
          title="Cost by day, in USD"
          rows={cost.days}
          keyOf={({ day }) => day}
          nameOf={({ day }) => calendarDay(day)}
          show={twoDecimals}
          series={[
            { name: 'Council', look: 'solid', of: ({ council_usd }) => council_usd },
            { name: 'Director', look: 'hollow', of: ({ director_usd }) => director_usd },
          ]}
        />
        <FactsTable
          label="Calls of models"
          rows={models}
          keyOf={({ use, service }) => `${use} ${service}`}
          columns={[
            {
              head: 'Model',
              cell: ({ use, service, last_problem }) => (
                <>
                  {`${useNames[use]}: ${service ? memberNames[service] : 'of deleted conversations'}`}
                  {last_problem && (
                    <span
                      className={css.problem}
                    >{`${last_problem.text}, ${dateTime(last_problem.at)}`}</span>
                  )}
                </>
              ),
            },
            { head: 'Calls', number: true, cell: ({ calls }) => count(calls) },
            { head: 'Failed', number: true, cell: ({ failed }) => count(failed) },
            { head: 'Slowed down', number: true, cell: ({ limited }) => count(limited) },
            { head: 'Cost', number: true, cell: ({ cost_usd }) => usd(cost_usd) },
          ]}
        />
      </>
    )}
    <ul>
      {cost.ceilings.map((ceiling) => (
        <CeilingLine key={ceiling.use} {...ceiling} />
      ))}
    </ul>
    {models.length > 0 && (
      <p className="meta">
        {`${plural(
          models.reduce((sum, { calls }) => sum + calls, 0),
          'call',
        )}. One whose price was never told counts with the most that it could cost.`}
      </p>
    )}
  </Block>
);

const CeilingLine = ({ use, ceiling_usd, dearest }: Ceiling) => (
  <li className={css.line}>
    <span>{`Ceiling of a ${oneOf[use]}: ${usd(ceiling_usd)}`}</span>
    <span className="meta">
      {dearest
        ? `nearest came ${usd(dearest.cost_usd)} of its ${usd(dearest.ceiling_usd)}`
        : 'nothing was spent'}
    </span>
    {dearest && dearest.ceiling_usd > 0 && (
      <span className={css.part} aria-hidden="true">
        <i style={{ width: `${Math.min(100, (100 * dearest.cost_usd) / dearest.ceiling_usd)}%` }} />
      </span>
    )}
  </li>
);
