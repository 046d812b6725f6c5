import { type ReactNode, useId } from 'react';
import css from './segmented.module.css';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
  /** It was just used and is made anew with what it chose. */
  readonly keepFocus?: boolean;
}

/** One of a few, all in sight. Nothing is measured to draw it, which the first picture of the window would wait for. */
export const Segmented = <Value extends string>({
  label,
  value,
  options,
  onChange,
  keepFocus = false,
}: SegmentedProps<Value>) => {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={css.group}>
      {options.map((option) => (
        <label key={option.value} className={css.option}>
          <input
            type="radio"
            className="spoken"
            name={name}
            value={option.value}
            checked={option.value === value}
            // biome-ignore lint/a11y/noAutofocus: it had the focus before it was made anew
            autoFocus={keepFocus && option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
};
