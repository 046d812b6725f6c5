/** The only bridge into the window: one function per wish, and no way to name a channel of one's own. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';

/** Written in by the build from the contract, so that the contract's schemas need not load before the window. */
declare const __PROCEDURES__: readonly string[];
/** The preload runs in a page, and these are all that it needs of one. */
declare const document: { body: { dispatchEvent(event: object): boolean } | null };
declare const KeyboardEvent: new (type: string, init: object) => object;

type Call = (input: unknown) => Promise<unknown>;
const calls = new Map<string, Call>(
  __PROCEDURES__.map((id) => [id, (input: unknown) => ipcRenderer.invoke(id, input)]),
);

const refuse = (message: string): Promise<never> => Promise.reject(new Error(message));

contextBridge.exposeInMainWorld('titan', {
  call: (id: string, input: unknown) => calls.get(id)?.(input) ?? refuse('There is no such procedure.'),
  subscribe: (listener: (event: unknown) => void) => {
    const forward = (_event: IpcRendererEvent, event: unknown): void => listener(event);
    ipcRenderer.on('events', forward);
    return () => {
      ipcRenderer.off('events', forward);
    };
  },
  pickFolder: async () => {
    const result = await ipcRenderer.invoke('pick-folder');
    return result.ok ? result.value : null;
  },
  pathsOf: (files: File[]) => files.map((file) => webUtils.getPathForFile(file)),
});

/** A menu entry presses the window's own key, so that both do the same thing in the same place. */
ipcRenderer.on('menu-key', (_event, key: string) => {
  const mod = process.platform === 'darwin' ? 'metaKey' : 'ctrlKey';
  document.body?.dispatchEvent(
    new KeyboardEvent('keydown', { key, [mod]: true, bubbles: true, cancelable: true }),
  );
});
