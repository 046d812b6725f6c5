import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { type SettingRow, settingRows } from './rows.ts';
import css from './settings.module.css';

export const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.group}>
    <h2>{title}</h2>
    {children}
  </section>
);

export const Row = ({ id, text, children }: { id: SettingRow; text: string; children: ReactNode }) => (
  <div id={`setting-${id}`} className={css.row}>
    <div className={css.words}>
      <h3>{settingRows[id]}</h3>
      <p className="meta">{text}</p>
    </div>
    {children}
  </div>
);

/** Saved when the field is left or Enter is pressed, not at each letter. */
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
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = () => text.trim() !== value && onSave(text.trim());
  return (
    <TextInput
      aria-label={label}
      className={css.text}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
};
