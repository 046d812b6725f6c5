import { watch } from 'node:fs';

/**
 * Says that something changed somewhere below a folder, as soon as the system tells. Network drives and full watch
 * lists tell nothing; whoever needs to know looks again now and then.
 */
export function onChanges(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, { recursive: true, persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
