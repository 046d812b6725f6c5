import { count, plural } from '../../format/number.ts';
import { runCommand } from '../../state/commands.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey, Key } from '../../ui/key.tsx';
import css from './selection-bar.module.css';
import type { Rows } from './use-rows.ts';
import type { Selection } from './use-selection.ts';

interface SelectionBarProps {
  readonly rows: Rows;
  readonly selection: Selection;
  readonly selected: number;
}

/** Docked under the rows, so that it never covers one. It is there while something is chosen or something is new. */
export const SelectionBar = ({ rows, selection, selected }: SelectionBarProps) => {
  const { pages, fresh, changed, showFresh } = rows;
  if (selected === 0 && fresh === 0 && !changed) return null;
  return (
    <section className={css.bar} aria-label="Selection">
      {selected > 0 && (
        <>
          <span className={css.count} role="status">
            <b>{`${count(selected)} selected`}</b>
            <span className="meta">{` of ${count(pages.total)}`}</span>
            {selection.hidden > 0 && (
              <span className="meta">{` · ${count(selection.hidden)} hidden by filter`}</span>
            )}
          </span>
          {!selection.allShown && (
            <button type="button" className="link" onClick={() => void selection.all()}>
              Select all
            </button>
          )}
          {selected > 1 && (
            <button type="button" className={css.action} onClick={() => runCommand('compare')}>
              Compare
              <CommandKey command="compare" />
            </button>
          )}
          <button type="button" className={css.action} onClick={() => runCommand('exportAds')}>
            <Icon name="download" />
            Export
            <CommandKey command="exportAds" />
          </button>
          <button type="button" className={css.action} onClick={selection.clear}>
            <Icon name="cross" />
            Clear
            <Key>Esc</Key>
          </button>
        </>
      )}
      <span className={css.spring} />
      {fresh > 0 && (
        <>
          <span className="meta">{`${plural(fresh, 'more ad', 'more ads')} scored since you looked`}</span>
          <button type="button" className={css.fresh} onClick={showFresh}>
            <Icon name="arrowUp" />
            {`Show ${count(fresh)} new`}
          </button>
        </>
      )}
      {fresh === 0 && changed && (
        <button type="button" className={css.fresh} onClick={showFresh}>
          <Icon name="retry" />
          Show updated scores
        </button>
      )}
    </section>
  );
};
