/** The only bridge into the window: one function per wish, and no way to name a channel of one's own. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';

/** Written in by the build from the contract, so that the contract's schemas need not load before the window. */
declare const __PROCEDURES__: readonly string[];
type Call = (input: unknown) => Promise<unknown>;
const calls = new Map<string, Call>(
  __PROCEDURES__.map((id) => [id, (input: unknown) => ipcRenderer.invoke(id, input)]),
);

const refuse = (message: string): Promise<never> => Promise.reject(new Error(message));

/** Passes on what the main process says on one channel, until the returned function is called. */
const listen = (channel: string) => (listener: (message: unknown) => void) => {
  const forward = (_event: IpcRendererEvent, message: unknown): void => listener(message);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
};

/** Asks for something that only a desktop window can have. */
const wish = async (channel: string, input?: unknown): Promise<unknown> => {
  const result = await ipcRenderer.invoke(channel, input);
  return result.ok ? result.value : null;
};

contextBridge.exposeInMainWorld('titan', {
  call: (id: string, input: unknown) => calls.get(id)?.(input) ?? refuse('There is no such procedure.'),
  subscribe: listen('events'),
  onCommand: listen('command'),
  onPlace: listen('place'),
  pickFolder: () => wish('pick-folder'),
  dragOut: (ids: string[]) => wish('drag-out', ids),
  availableCommands: (ids: string[]) => wish('available-commands', ids),
  saveExport: (input: unknown) => ipcRenderer.invoke('save-export', input),
  stopExport: () => ipcRenderer.invoke('stop-export', {}),
  onExport: listen('export-progress'),
  pathsOf: (files: File[]) => files.map((file) => webUtils.getPathForFile(file)),
});
