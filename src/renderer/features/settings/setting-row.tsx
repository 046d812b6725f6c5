import { TextInput } from '@mantine/core';
import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { BoundedNumber } from '../../ui/bounded-number.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { type SettingRow, settingRows } from './rows.ts';
import css from './settings.module.css';

export const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.group}>
    <h2>{title}</h2>
    {children}
  </section>
);

/** The row that an address or the palette leads to. */
export const LedTo = createContext<string | null>(null);

interface PlaceOfRowProps {
  readonly id: SettingRow;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Where an address leads to: followed once it is drawn, however late what it shows arrives. */
export const PlaceOfRow = ({ id, className, children }: PlaceOfRowProps) => {
  const isLedTo = use(LedTo) === id;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = place.current;
    if (!isLedTo || !row) return;
    const show = () => row.scrollIntoView({ block: 'center' });
    show();
    row.querySelector<HTMLElement>('input:checked, input, button, select')?.focus();
    // What is read later above it would push it away, until somebody moves.
    const grown = new ResizeObserver(show);
    const column = row.closest('section')?.parentElement;
    if (column) grown.observe(column);
    const moved = new AbortController();
    const stop = () => {
      grown.disconnect();
      moved.abort();
    };
    for (const move of ['wheel', 'pointerdown', 'keydown'])
      addEventListener(move, stop, { passive: true, signal: moved.signal });
    return stop;
  }, [isLedTo]);
  return (
    <div ref={place} className={className}>
      {children}
    </div>
  );
};

export const Row = ({ id, text, children }: { id: SettingRow; text: string; children: ReactNode }) => (
  <PlaceOfRow id={id} className={css.row}>
    <div className={css.words}>
      <h3>{settingRows[id]}</h3>
      <p className="meta">{text}</p>
    </div>
    {children}
  </PlaceOfRow>
);

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly fractions?: boolean;
  readonly onChange: (value: number) => void;
}

/** Tells each number that is one within its bounds; nothing else can be typed. */
export const NumberField = ({ label, ...bounded }: NumberFieldProps) => (
  <BoundedNumber aria-label={label} className={css.number} {...bounded} />
);

export const SavedNumber = ({ label, value, onChange, ...bounds }: NumberFieldProps) => {
  const { draft, setDraft, field } = useDraft(value, (number) => number !== value && onChange(number));
  return (
    <BoundedNumber
      aria-label={label}
      className={css.number}
      {...bounds}
      {...field}
      value={draft}
      onChange={setDraft}
    />
  );
};

export const SavedText = ({
  label,
  placeholder,
  value,
  onSave,
}: {
  label: string;
  placeholder: string;
  value: string;
  onSave: (value: string) => void;
}) => {
  const { draft, setDraft, field } = useDraft(value, (text) => text.trim() !== value && onSave(text.trim()));
  return (
    <TextInput
      aria-label={label}
      className={css.text}
      {...field}
      value={draft}
      placeholder={placeholder}
      onChange={(event) => setDraft(event.currentTarget.value)}
    />
  );
};
