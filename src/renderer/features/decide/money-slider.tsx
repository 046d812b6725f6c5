import { MoneyField } from '../approve/money-field.tsx';
import { money } from '../approve/money-text.ts';
import css from './by-hand.module.css';

interface MoneySliderProps {
  readonly label: string;
  readonly currency: string;
  readonly minor: number;
  readonly nowMinor: number;
  readonly proposedMinor: number;
  /** What was ever spent in a day, where that is known. */
  readonly tried?: { readonly least_minor: number; readonly most_minor: number } | null;
  readonly quantumMinor: number;
  readonly onChange: (minor: number) => void;
  readonly onReadable: (readable: boolean) => void;
}

/** An amount to drag, to move with the arrow keys or to type. Twice of what is known is in reach of the hand. */
export const MoneySlider = ({
  label,
  currency,
  minor,
  nowMinor,
  proposedMinor,
  tried,
  quantumMinor,
  onChange,
  onReadable,
}: MoneySliderProps) => {
  const step = quantumMinor * niceStep(Math.max(nowMinor, proposedMinor) / 100 / quantumMinor);
  const most = step * Math.ceil((2 * Math.max(nowMinor, proposedMinor)) / step);
  // What is paused may stay so.
  const leastMinor = nowMinor === 0 ? 0 : quantumMinor;
  const at = (value: number): string => `${Math.min(100, (value / most) * 100)}%`;
  return (
    <div className={css.slider}>
      <div className={css.drag}>
        <input
          type="range"
          min={0}
          max={most}
          step={step}
          value={Math.min(minor, most)}
          aria-label={`${label}, ${currency} a day`}
          aria-valuetext={`${money(minor, currency)} ${currency}`}
          onChange={({ target }) => onChange(Math.max(leastMinor, target.valueAsNumber))}
        />
        <div className={css.lane} aria-hidden="true">
          {tried && (
            <i
              className={css.tried}
              style={{ left: at(tried.least_minor), right: `calc(100% - ${at(tried.most_minor)})` }}
            />
          )}
          <i className={css.now} style={{ left: at(nowMinor) }} />
          <i className={css.proposed} style={{ left: at(proposedMinor) }} />
        </div>
      </div>
      <MoneyField
        label={label}
        minor={minor}
        currency={currency}
        leastMinor={leastMinor}
        onChange={(typed) => typed !== null && typed !== minor && onChange(typed)}
        onReadable={onReadable}
      />
    </div>
  );
};

/** 1, 2 or 5 with zeros, at least so much: amounts under the hand are round. */
function niceStep(least: number): number {
  if (least <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(least));
  return ten * ([1, 2, 5].find((digit) => digit * ten >= least) ?? 10);
}
