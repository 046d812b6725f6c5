import { useEffect, useRef } from 'react';
import css from './option-list.module.css';

export interface Option {
  readonly label: string;
  readonly hint: string | null;
}

interface OptionListProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  /** The option that the keys of the field have reached; -1 for none. */
  readonly at: number;
  readonly shown: boolean;
  readonly onTake: (index: number) => void;
}

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** What a combobox offers below itself. The field keeps the focus and steers the list, as its pattern asks. */
export const OptionList = ({ id, label, options, at, shown, onTake }: OptionListProps) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (at >= 0) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={css.list} hidden={!shown}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={option.label}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === at}
          className={css.option}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(index)}
        >
          <span className="clip">{option.label}</span>
          {option.hint !== null && <span className={css.hint}>{option.hint}</span>}
        </div>
      ))}
    </div>
  );
};
