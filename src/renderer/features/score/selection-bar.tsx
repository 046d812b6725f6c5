import { Suspense, useState } from 'react';
import { count, plural } from '../../format/number.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { later } from '../../ui/later.ts';
import { FittingRow } from './fitting-row.tsx';
import { NameDialog } from './name-dialog.tsx';
import { SelectionActions } from './selection-actions.tsx';
import css from './selection-bar.module.css';
import type { Browsing } from './use-browsing.ts';
import { useBulk } from './use-bulk.ts';
import { useCollections } from './use-collections.ts';
import type { Rows } from './use-rows.ts';
import type { Selection } from './use-selection.ts';

const TagDialog = later(async () => (await import('./tag-dialog.tsx')).TagDialog);
const UntagDialog = later(async () => (await import('./untag-dialog.tsx')).UntagDialog);
const RemovedDialog = later(async () => (await import('./removed-dialog.tsx')).RemovedDialog);
const ShareDialog = later(async () => (await import('./share-dialog.tsx')).ShareDialog);

interface SelectionBarProps {
  readonly rows: Rows;
  readonly selection: Selection;
  readonly browsing: Browsing;
  /** The list has the screen, and its keys. */
  readonly here: boolean;
}

/** Docked under the rows, so that it never covers one. It is there while something is chosen or something is new. */
export const SelectionBar = ({ rows, selection, browsing, here }: SelectionBarProps) => {
  const { pages, fresh, changed, showFresh } = rows;
  const chosen = browsing.selected;
  const selected = chosen.size;
  const [dialog, setDialog] = useState<'tag' | 'untag' | 'client' | 'share' | 'removed' | null>(null);
  const bulk = useBulk(browsing, here, setDialog);
  const change = useCollections();
  useShortcut('share', here ? () => setDialog('share') : null);
  useShortcut('removed', here ? () => setDialog('removed') : null);
  const close = () => setDialog(null);
  const giveToNew = async (name: string) => {
    const id = await change.newClient(name);
    if (id !== null) await change.assign({ id, name }, [...chosen], []);
  };
  const dialogs = (
    <>
      {dialog === 'tag' && (
        <Suspense>
          <TagDialog onTags={(tags) => bulk.tag(tags, true)} onClose={close} />
        </Suspense>
      )}
      {dialog === 'client' && (
        <NameDialog
          title="Give the chosen ads to a new client"
          label="Name of the client"
          name=""
          action="Make"
          onName={(name) => void giveToNew(name)}
          onClose={close}
        />
      )}
      {dialog === 'untag' && (
        <Suspense>
          <UntagDialog onTag={(tag) => bulk.tag([tag], false)} onClose={close} />
        </Suspense>
      )}
      {dialog === 'removed' && (
        <Suspense>
          <RemovedDialog onClose={close} />
        </Suspense>
      )}
      {dialog === 'share' && (
        <Suspense>
          <ShareDialog ids={[...chosen]} onClose={close} />
        </Suspense>
      )}
    </>
  );
  if (selected === 0 && fresh === 0 && !changed) return dialogs;
  return (
    <FittingRow label="Selection" className={css.bar} most={3}>
      {(given) => (
        <>
          {dialogs}
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
              <SelectionActions
                selected={chosen}
                bulk={bulk}
                short={given > 1}
                onNewClient={() => setDialog('client')}
              />
              <button type="button" className={css.action} onClick={selection.clear}>
                <Icon name="cross" />
                Clear
                <CommandKey command="back" />
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
              Show changes
            </button>
          )}
        </>
      )}
    </FittingRow>
  );
};
