import type { Transport } from '../../api/transport.ts';
import { useToasts } from '../../state/toasts.ts';

export const startWatching = async (transport: Transport, folder: string): Promise<void> => {
  const result = await transport.call('watch.add', { folder });
  const toast = result.ok
    ? ({ tone: 'done', text: 'New files in this folder are measured from now on.' } as const)
    : ({ tone: 'error', text: result.error.message, next: result.error.nextStep } as const);
  useToasts.getState().show(toast);
};

/** What was typed may be a file; the host keeps folders alone as recent ones. */
export const offerTyped = async (transport: Transport, path: string): Promise<void> => {
  const settings = await transport.call('settings.get', {});
  if (settings.ok && settings.value.recent_folders.includes(path)) await offerWatch(transport, path);
};

/** After a folder was added, and only if nobody watches it yet. */
export const offerWatch = async (transport: Transport, folder: string): Promise<void> => {
  const listed = await transport.call('watch.list', {});
  if (!listed.ok || listed.value.folders.some((one) => one.folder === folder)) return;
  useToasts.getState().show({
    tone: 'done',
    text: 'New files in this folder can be measured by themselves.',
    action: { label: 'Watch this folder', run: () => void startWatching(transport, folder) },
  });
};
