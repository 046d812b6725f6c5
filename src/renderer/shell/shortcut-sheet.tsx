import { gridKeys, keyLabel, shortcuts } from '../state/shortcuts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Key } from '../ui/key.tsx';
import css from './shell.module.css';

const all: { scope: string; label: string; keys: readonly string[] }[] = [
  ...Object.values(shortcuts),
  ...gridKeys.map((row) => ({ ...row, scope: 'Grid' })),
];
const scopes = [...new Set(all.map(({ scope }) => scope))];

export const ShortcutSheet = ({ onClose }: { onClose: () => void }) => (
  <Dialog title="Keys" onClose={onClose}>
    <div className={css.sheet}>
      {scopes.map((scope) => (
        <section key={scope}>
          <h3>{scope}</h3>
          {all
            .filter((row) => row.scope === scope)
            .map((row) => (
              <div key={row.label} className={css.keyRow}>
                <span>{row.label}</span>
                <span className={css.keys}>
                  {row.keys.map((combo) => (
                    <span key={combo}>
                      <Key>{keyLabel(combo)}</Key>
                      <span className="spoken">{keyLabel(combo)}</span>
                    </span>
                  ))}
                </span>
              </div>
            ))}
        </section>
      ))}
    </div>
  </Dialog>
);
