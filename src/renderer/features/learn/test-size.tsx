import { useState } from 'react';
import type { Pattern } from '../../../contract/index.ts';
import { useKeptQuery } from '../../api/api.tsx';
import { percent, plural } from '../../format/number.ts';
import { BoundedNumber } from '../../ui/bounded-number.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { unitNames, unitsText } from './insight-words.ts';
import css from './insights.module.css';

interface Asked {
  readonly pattern: Pattern;
  readonly account: string;
  readonly days: number;
  readonly onDays: (days: number) => void;
}

/** What a test needs to find a lift, and what one of so many days would find, before it is planned. */
export const TestSize = ({ pattern, account, days, onDays }: Asked) => {
  const [liftPercent, setLift] = useState(() =>
    Math.min(900, Math.max(1, Math.round(100 * Math.abs(pattern.effect ?? 0.2)))),
  );
  const { data, error } = useKeptQuery('learn.testSize', {
    account,
    metric: pattern.metric,
    lift: liftPercent / 100,
    days,
  });
  return (
    <div>
      <div className={css.planFoot}>
        <BoundedNumber label="Lift to find, in %" value={liftPercent} min={1} max={900} onChange={setLift} />
        <BoundedNumber label="Days it runs" value={days} min={1} max={365} onChange={onDays} />
      </div>
      {error && <FailureNote failure={error} />}
      {data && (
        <p className="meta" role="status">
          {`To find ${percent(data.lift)} more with a power of ${percent(data.power)}: ${unitsText(data.needed_per_arm, data.unit, data.currency)} ${unitNames[data.unit]} in each arm, ${plural(data.needed_days, 'day')} at the present rate. In ${plural(data.days, 'day')} it is found with a power of ${percent(data.power_then)}; the smallest lift with ${percent(data.power)} is ${data.smallest_lift === null ? 'above tenfold' : percent(data.smallest_lift)}. That is chance in the counts alone: ads differ besides, so with few in an arm it takes more.`}
        </p>
      )}
    </div>
  );
};
