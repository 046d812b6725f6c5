import { useEffect, useState } from 'react';
import { plural } from '../../format/number.ts';
import { onceAlone } from '../../state/arriving.ts';
import { useIntake } from '../../state/intake.ts';
import { Icon } from '../../ui/icon.tsx';
import { useCollections } from '../score/use-collections.ts';
import { isViewFile, showViewFiles, textsOf } from '../score/view-file.ts';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';

const hasFiles = (event: DragEvent): boolean =>
  !useIntake.getState().draggingOut && (event.dataTransfer?.types.includes('Files') ?? false);

/** The whole window takes drops: files of views are shown, all else is measured. Entries have to be read inside the event; afterwards they are gone. */
export const DropZone = ({ add }: { add: AddAds }) => {
  const [over, setOver] = useState(0);
  const { saveView } = useCollections();
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(Math.max(1, event.dataTransfer?.items.length ?? 1));
    };
    const move = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(0);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(0);
      const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
      // A folder is among the files too, and may be called as one of views is.
      const folders = new Set(entries.flatMap(({ isDirectory, name }) => (isDirectory ? name : [])));
      const holdsViews = (file: { name: string }) => isViewFile(file) && !folders.has(file.name);
      const dropped = [...event.dataTransfer.files];
      const views = dropped.filter(holdsViews);
      const files = dropped.filter((file) => !holdsViews(file));
      if (views.length > 0)
        void textsOf(views).then((texts) => onceAlone(() => void showViewFiles(texts, saveView)));
      if (files.length > 0 || views.length === 0)
        void add.intake({ files, entries: entries.filter((entry) => !holdsViews(entry)) });
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', move);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', move);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [add, saveView]);
  if (over === 0) return null;
  return (
    <div className={css.over}>
      <div className={css.overText}>
        <Icon name="download" size={18} />
        {`Drop to measure ${plural(over, 'item')}`}
      </div>
    </div>
  );
};
