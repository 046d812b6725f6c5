import type { AdId } from '../../contract/index.ts';
import type { TitanBridge } from '../api/electron.ts';
import { mediaUrl } from '../api/pictures.ts';
import { count } from '../format/number.ts';
import { useIntake } from '../state/intake.ts';
import { useToasts } from '../state/toasts.ts';
import { useView } from '../state/view.ts';

/** As many files as the desktop drags at once. */
const MOST = 200;

/** All that are chosen where the one under the pointer is among them, that one first. */
const draggedWith = (id: AdId): readonly AdId[] => {
  const { selected } = useView.getState();
  return [id, ...(selected.has(id) ? [...selected].filter((other) => other !== id) : [])];
};

const dragFiles = async (bridge: TitanBridge, id: AdId, name: string): Promise<void> => {
  const wanted = draggedWith(id);
  const taken = wanted.slice(0, MOST);
  const gone = taken.length - ((await bridge.dragOut(taken)) ?? 0);
  const text = [
    gone > 0 &&
      (taken.length === 1
        ? `The file of ${name} is gone, or was changed.`
        : `Gone, or changed: ${count(gone)} of ${count(taken.length)} files.`),
    wanted.length > MOST && `${count(MOST)} of ${count(wanted.length)} files: no more are dragged at once.`,
  ]
    .filter(Boolean)
    .join(' ');
  if (text !== '') useToasts.getState().show({ tone: gone > 0 ? 'error' : 'done', text, key: 'drag-out' });
};

/**
 * Dragging a picture out of the window drags the file of the ad, and those of all chosen ads with it. On the desktop the
 * main process does it, from ids alone; a browser downloads the one file to where it is dropped.
 */
export const listenForDragOut = (bridge: TitanBridge | undefined): void => {
  window.addEventListener('dragstart', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const { dragAd: id, dragName: name = '' } = target?.closest<HTMLElement>('[data-drag-ad]')?.dataset ?? {};
    if (!id || !event.dataTransfer) return;
    useIntake.setState({ draggingOut: true });
    if (bridge) {
      event.preventDefault();
      void dragFiles(bridge, id, name);
      return;
    }
    const address = new URL(mediaUrl(id), window.location.href).href;
    event.dataTransfer.effectAllowed = 'copy';
    event.dataTransfer.setData('text/uri-list', address);
    event.dataTransfer.setData(
      'DownloadURL',
      `application/octet-stream:${name.replace(/[:/\\]/g, '_')}:${address}`,
    );
  });
  // The system's own drag ends without a word; while it lasts there are no pointer events.
  window.addEventListener('pointermove', () => {
    if (useIntake.getState().draggingOut) useIntake.setState({ draggingOut: false });
  });
};
