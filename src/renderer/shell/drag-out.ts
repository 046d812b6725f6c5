import type { TitanBridge } from '../api/electron.ts';
import { mediaUrl } from '../api/pictures.ts';
import { useIntake } from '../state/intake.ts';

/**
 * Dragging a picture out of the window drags the file of the ad. On the desktop the main process does it, from the id
 * alone; a browser downloads it to where it is dropped.
 */
export const listenForDragOut = (bridge: TitanBridge | undefined): void => {
  window.addEventListener('dragstart', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const { dragAd: id, dragName: name = '' } = target?.closest<HTMLElement>('[data-drag-ad]')?.dataset ?? {};
    if (!id || !event.dataTransfer) return;
    useIntake.setState({ draggingOut: true });
    if (bridge) {
      event.preventDefault();
      void bridge.dragOut(id);
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
