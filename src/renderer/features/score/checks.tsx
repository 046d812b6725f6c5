import type { Feature, Features } from '../../../contract/index.ts';
import { familyOf, featureValue, statusText, windowText } from '../../format/feature.ts';
import { moment } from '../../format/time.ts';
import css from './detail.module.css';

const grouped = (features: Features): [string, [string, Feature][]][] => {
  const groups = new Map<string, [string, Feature][]>();
  for (const entry of Object.entries(features).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const family = familyOf(entry[0]);
    groups.set(family, [...(groups.get(family) ?? []), entry]);
  }
  return [...groups];
};

const MOST_TIMES = 3;

/** A time to jump to, where there are few; a measure of the whole ad has no moment of its own. */
const momentOf = ({ status, evidence }: Feature, durationS: number): number | null => {
  const [first] = evidence;
  if (status !== 'ok' || !first || evidence.length > MOST_TIMES) return null;
  return first.t1 - first.t0 > durationS / 2 ? null : first.t0;
};

/** Every measure with its value, unit and state: the whole ground that the score stands on. */
export const Checks = ({
  features,
  durationS,
  onSeek,
}: {
  features: Features;
  durationS: number;
  onSeek: (seconds: number) => void;
}) => (
  <details className={css.block} open>
    <summary className={css.summary}>
      <h3>All checks</h3>
    </summary>
    {grouped(features).map(([family, entries]) => (
      <section key={family} className={css.family} aria-label={family}>
        <h4 className={css.familyName}>{family}</h4>
        <dl>
          {entries.map(([id, feature]) => {
            const at = momentOf(feature, durationS);
            return (
              <div key={id} className={css.checkRow}>
                <dt>
                  <span className={css.checkId}>{id}</span> {feature.name}
                  {feature.window !== 'all' && (
                    <span className="meta">{` · ${windowText(feature.window)}`}</span>
                  )}
                </dt>
                <dd className={feature.status === 'ok' ? css.checkValue : css.checkMissing}>
                  {feature.status === 'ok' ? (
                    featureValue(feature.value, feature.unit)
                  ) : (
                    <span title={feature.reason ?? undefined}>
                      {statusText[feature.status]}
                      {feature.reason && <span className={css.checkReason}>{feature.reason}</span>}
                    </span>
                  )}
                  {at !== null && (
                    <button type="button" className="link" onClick={() => onSeek(at)}>
                      {moment(at)}
                    </button>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
    ))}
  </details>
);
