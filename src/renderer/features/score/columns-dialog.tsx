import { useView } from '../../state/view.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type Arranged, arrange, choiceOf } from './columns.tsx';
import css from './columns-dialog.module.css';

/** Which columns the table has, in which order and how wide. Takes effect at once; the name always stays. */
export const ColumnsDialog = ({ judged, onClose }: { judged: boolean; onClose: () => void }) => {
  const { columns, set } = useView();
  const arranged = arrange(columns, judged);
  const change = (next: readonly Arranged[]) => set({ columns: choiceOf(next) });
  const edit = (id: string, what: Partial<Pick<Arranged, 'shown' | 'width'>>) =>
    change(arranged.map((one) => (one.id === id ? { ...one, ...what } : one)));
  const move = (at: number, by: number) => {
    const next = [...arranged];
    const [one] = next.splice(at, 1);
    if (!one) return;
    next.splice(at + by, 0, one);
    change(next);
  };
  return (
    <Dialog
      title="Columns"
      onClose={onClose}
      actions={
        <button type="button" className="link" onClick={() => set({ columns: null })}>
          As usual
        </button>
      }
    >
      <ul className={css.list}>
        {arranged.map(({ id, meta, shown, width }, at) => (
          <li key={id} className={css.row}>
            <label className={css.name}>
              <input
                type="checkbox"
                checked={shown}
                disabled={id === 'name'}
                onChange={() => edit(id, { shown: !shown })}
              />
              {meta.label}
            </label>
            <input
              type="number"
              className={css.width}
              aria-label={`Width of ${meta.label} in pixels`}
              placeholder="auto"
              min={24}
              max={1200}
              step={8}
              value={width ?? ''}
              onChange={({ target }) => {
                const wanted = Math.round(target.valueAsNumber);
                edit(id, { width: wanted >= 24 && wanted <= 1200 ? wanted : null });
              }}
            />
            <IconButton
              icon="arrowUp"
              label={`Move ${meta.label} to the left`}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            />
            <IconButton
              icon="arrowDown"
              label={`Move ${meta.label} to the right`}
              disabled={at === arranged.length - 1}
              onClick={() => move(at, 1)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
