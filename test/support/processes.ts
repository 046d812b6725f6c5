import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * Every process whose environment holds this text, whoever its parent is by now. A test gives the process it starts a
 * TMPDIR of its own, which media hosts and decoders inherit. Linux only; elsewhere there is no such list: null.
 */
export function processesWith(text: string): RunningProcess[] | null {
  if (process.platform !== 'linux') return null;
  const found: RunningProcess[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(text)) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      // One that has ended and was not yet collected has no command any more.
      if (command !== '') found.push({ pid: Number(name), command });
    } catch {
      // It has ended while it was looked at.
    }
  }
  return found;
}
