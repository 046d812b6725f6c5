import { useView } from '../../state/view.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { type Arranged, arrange, choiceOf } from './columns.tsx';
import css from './columns-dialog.module.css';
import { columnsAsUsual } from './show-view.ts';

/** Which columns the table has, in which order and how wide. Takes effect at once; the name always stays. */
export const ColumnsDialog = ({ judged, onClose }: { judged: boolean; onClose: () => void }) => {
  const { columns, chooseColumns } = useView();
  const arranged = arrange(columns, judged);
  const change = (next: readonly Arranged[]) => chooseColumns(choiceOf(next));
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
        <button type="button" className="link" onClick={columnsAsUsual}>
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
            <WidthField
              label={`Width of ${meta.label} in pixels`}
              width={width}
              onWidth={(to) => edit(id, { width: to })}
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

const NARROWEST = 24;
const WIDEST = 1200;

interface WidthFieldProps {
  readonly label: string;
  /** In px; null for the usual one. */
  readonly width: number | null;
  readonly onWidth: (width: number | null) => void;
}

/** A width takes effect as it is typed; what is none becomes the nearest one when the field is left. */
const WidthField = ({ label, width, onWidth }: WidthFieldProps) => {
  const take = (to: number | null) => to !== width && onWidth(to);
  const { draft, setDraft, field } = useDraft(width === null ? '' : String(width), (typed) => {
    if (typed === '') return;
    const nearest = Math.min(WIDEST, Math.max(NARROWEST, Math.round(Number(typed))));
    setDraft(String(nearest));
    take(nearest);
  });
  return (
    <input
      type="number"
      className={css.width}
      aria-label={label}
      placeholder="auto"
      min={NARROWEST}
      max={WIDEST}
      step={8}
      {...field}
      value={draft}
      onChange={({ target: { value } }) => {
        setDraft(value);
        const wanted = Math.round(Number(value));
        if (value === '') take(null);
        else if (wanted >= NARROWEST && wanted <= WIDEST) take(wanted);
      }}
    />
  );
};
