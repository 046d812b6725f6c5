import { fileURLToPath } from 'node:url';
import { forkMediaHost, type StartMediaHost } from '../../src/main/media/fork-host.ts';
import type { MeasuredFile } from '../../src/main/ports.ts';

const entry = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const recordingHost: StartMediaHost = forkMediaHost(entry('./media-recording-host.ts'));
export const hungryHost: StartMediaHost = forkMediaHost(entry('./media-hungry-host.ts'));

export function recorded(file: MeasuredFile, name: string): unknown {
  return file.features[name]?.value;
}
export const numbers = (file: MeasuredFile, name: string): number[] => recorded(file, name) as number[];
