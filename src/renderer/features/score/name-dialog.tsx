import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import css from './collections.module.css';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly name: string;
  readonly action: string;
  readonly longest?: number;
  readonly note?: string | undefined;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for a name and nothing else; Enter takes it. */
export const NameDialog = ({
  title,
  label,
  name,
  action,
  longest = 80,
  note,
  onName,
  onClose,
}: NameDialogProps) => {
  const id = useId();
  const [typed, setTyped] = useState(name);
  const wanted = typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '') return;
    onName(wanted);
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="text"
          className={css.nameInput}
          value={typed}
          maxLength={longest}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTyped(event.target.value)}
        />
        {note && <p className="meta">{note}</p>}
        <Button type="submit" disabled={wanted === ''}>
          {action}
        </Button>
      </form>
    </Dialog>
  );
};
