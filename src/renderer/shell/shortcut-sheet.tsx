import { commandGroups, commandIds, commands } from '../../contract/commands.ts';
import { keyLabel } from '../state/combos.ts';
import { useCommands, useKeysOf } from '../state/commands.ts';
import { gridKeys } from '../state/shortcuts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Key } from '../ui/key.tsx';
import css from './shell.module.css';

interface Row {
  readonly title: string;
  readonly keys: readonly string[];
}

export const ShortcutSheet = ({ onClose }: { onClose: () => void }) => {
  const keysOf = useKeysOf();
  const singleKeys = useCommands((state) => state.singleKeys);
  const rowsOf = (group: string): Row[] =>
    commandIds
      .filter((id) => commands[id].group === group)
      .map((id) => ({ title: commands[id].title, keys: keysOf(id) }))
      .filter(({ keys }) => keys.length > 0);
  return (
    <Dialog title="Keys" onClose={onClose}>
      {!singleKeys && (
        <p className={`meta ${css.sheetNote}`}>Single-key shortcuts are turned off in Settings.</p>
      )}
      <div className={css.sheet}>
        {commandGroups
          .map((group) => ({ group, rows: rowsOf(group) }))
          .filter(({ rows }) => rows.length > 0)
          .map(({ group, rows }) => (
            <Group key={group} name={group} rows={rows} />
          ))}
        <Group name="Grid" rows={gridKeys} />
      </div>
    </Dialog>
  );
};

const Group = ({ name, rows }: { name: string; rows: readonly Row[] }) => (
  <section>
    <h3>{name}</h3>
    {rows.map(({ title, keys }) => (
      <div key={title} className={css.keyRow}>
        <span>{title}</span>
        <span className={css.keys}>
          {keys.map((combo) => (
            <span key={combo}>
              <Key>{keyLabel(combo)}</Key>
              <span className="spoken">{keyLabel(combo)}</span>
            </span>
          ))}
        </span>
      </div>
    ))}
  </section>
);
