import { guessedText, tableText } from '../../../contract/file-text.ts';
import css from './revenue.module.css';

type ChosenFile = ReturnType<typeof tableText>;

interface ChooseFileProps {
  readonly label: string;
  readonly guessed: boolean;
  /** Null where the choice was taken away. */
  readonly onChoose: (file: ChosenFile | null) => void;
}

/** A table of a shop, a CRM or a tracker, in the letters of whatever tool wrote it. */
export const ChooseFile = ({ label, guessed, onChoose }: ChooseFileProps) => (
  <label>
    {label}
    <input
      type="file"
      accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
      className={css.file}
      onChange={async ({ currentTarget: { files } }) => {
        const bytes = await files?.[0]?.arrayBuffer();
        onChoose(bytes ? tableText(new Uint8Array(bytes)) : null);
      }}
    />
    {guessed && <span className="meta">{guessedText}</span>}
  </label>
);
