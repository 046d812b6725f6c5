import { type KeyboardEvent, useState } from 'react';
import {
  type CommandId,
  commandGroups,
  commandIds,
  commands,
  type KeyChanges,
  keysOf,
  keyTakenBy,
} from '../../../contract/commands.ts';
import { comboOf, keyLabel } from '../../state/combos.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Key } from '../../ui/key.tsx';
import { asItComes, isKept, withKey } from './key-changes.ts';
import css from './settings.module.css';

interface KeySettingsProps {
  readonly changes: KeyChanges;
  readonly onChange: (keys: Record<string, string[]>) => void;
}

/** Every command with its key; one at a time waits for a new one. */
export const KeySettings = ({ changes, onChange }: KeySettingsProps) => {
  const [asking, setAsking] = useState<CommandId | null>(null);
  const save = (keys: Record<string, string[]>) => {
    setAsking(null);
    onChange(keys);
  };
  return (
    <details className={css.keys}>
      <summary>Change keys</summary>
      {Object.keys(changes).length > 0 && (
        <button type="button" className="link" onClick={() => save({})}>
          All keys as they come
        </button>
      )}
      {commandGroups.map((group) => (
        <section key={group} aria-label={`Keys: ${group}`}>
          <h3>{group}</h3>
          <ul>
            {commandIds
              .filter((id) => commands[id].group === group)
              .map((id) => (
                <li key={id} className={css.keyRow}>
                  <span>{commands[id].title}</span>
                  {asking === id ? (
                    <Ask
                      id={id}
                      changes={changes}
                      onKey={(key, from) => save(withKey(changes, id, key, from))}
                      onClose={() => setAsking(null)}
                    />
                  ) : (
                    <Now
                      id={id}
                      changes={changes}
                      onAsk={() => setAsking(id)}
                      onReset={() => save(asItComes(changes, id))}
                    />
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
};

interface NowProps {
  readonly id: CommandId;
  readonly changes: KeyChanges;
  readonly onAsk: () => void;
  readonly onReset: () => void;
}

const Now = ({ id, changes, onAsk, onReset }: NowProps) => {
  const keys = keysOf(id, changes);
  const { title } = commands[id];
  return (
    <span className={css.keyNow}>
      {keys.length === 0 && <span className="meta">no key</span>}
      {keys.map((combo) => (
        <span key={combo}>
          <Key>{keyLabel(combo)}</Key>
          <span className="spoken">{keyLabel(combo)}</span>
        </span>
      ))}
      <button type="button" className="link" aria-label={`Change the key of ${title}`} onClick={onAsk}>
        Change
      </button>
      {id in changes && <IconButton icon="retry" label={`Key of ${title} as it comes`} onClick={onReset} />}
    </span>
  );
};

interface AskProps {
  readonly id: CommandId;
  readonly changes: KeyChanges;
  readonly onKey: (key: string | null, from: CommandId | null) => void;
  readonly onClose: () => void;
}

/** Takes the next key. A key that is in use is not taken silently: its owner is named, and keeps it if nobody insists. */
const Ask = ({ id, changes, onKey, onClose }: AskProps) => {
  const [clash, setClash] = useState<{ key: string; owner: CommandId | null } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const key = comboOf(event.nativeEvent);
    // Tab goes on its way: nobody may be caught here.
    if (key === null || key === 'Tab' || key === 'Shift+Tab') return;
    event.preventDefault();
    if (key === 'Escape') return onClose();
    if (key === 'Backspace' || key === 'Delete') return onKey(null, null);
    const owner = keyTakenBy(id, key, changes);
    if (isKept(key)) setClash({ key, owner: null });
    else if (owner) setClash({ key, owner });
    else onKey(key, null);
  };
  const owner = clash?.owner;
  return (
    <span className={css.keyNow}>
      <span className="meta" role="status">
        {clash === null
          ? 'Esc keeps the old key, Delete leaves none.'
          : owner
            ? `${keyLabel(clash.key)} is “${commands[owner].title}”.`
            : `${keyLabel(clash.key)} belongs to the system.`}
      </span>
      {clash && owner && (
        <button type="button" className="link" onClick={() => onKey(clash.key, owner)}>
          Use it here instead
        </button>
      )}
      <button
        // biome-ignore lint/a11y/noAutofocus: the user has just asked to press a key here
        autoFocus
        type="button"
        className={css.capture}
        aria-label={`Press the new key for ${commands[id].title}`}
        onKeyDown={onKeyDown}
        onClick={onClose}
      >
        Press the new key
      </button>
    </span>
  );
};
