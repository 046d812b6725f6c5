import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Anchor } from '../core/act/audit.ts';
import type { AuditAnchor, Log, Secrets } from '../ports.ts';

const Kept = z.strictObject({ count: z.int().nonnegative(), head: z.string() });
const name = 'audit-head';

/**
 * The end of the audit log beside the database and, where there is one, in the keychain: whoever puts an older database
 * back has to get at both. A keychain may ask for a password, so it is written behind, the newest only.
 */
export function createAuditAnchor(
  home: string,
  secrets: Secrets,
  log: Log,
): AuditAnchor & { settled(): Promise<void> } {
  const file = join(home, 'audit-head.json');
  let available: Promise<boolean> | undefined;
  const hasKeychain = () => (available ??= secrets.unavailable().then((why) => why === null));
  let newest: Anchor | undefined;
  let writing: Promise<void> | undefined;
  /** Writes to the file one after the other, so that the last one is the newest. */
  let kept: Promise<void> = Promise.resolve();

  async function toKeychain(): Promise<void> {
    try {
      while (newest && (await hasKeychain())) {
        const anchor = newest;
        newest = undefined;
        await secrets.set(name, JSON.stringify(anchor));
      }
    } catch (error) {
      log.warn({ error }, 'the end of the audit log could not be kept in the keychain');
    } finally {
      writing = undefined;
    }
  }

  return {
    async keep(anchor) {
      const write = async (): Promise<void> => {
        await writeFile(`${file}.part`, JSON.stringify(anchor), { mode: 0o600 });
        await rename(`${file}.part`, file);
      };
      kept = kept.then(write, write);
      newest = anchor;
      writing ??= toKeychain();
      await kept;
    },
    async kept() {
      await writing;
      const found: { place: 'file' | 'keychain'; anchor: Anchor }[] = [];
      const fromFile = parse(await readFile(file, 'utf8').catch(() => null));
      if (fromFile) found.push({ place: 'file', anchor: fromFile });
      const text = (await hasKeychain()) ? await secrets.get(name).catch(() => null) : null;
      const fromKeychain = parse(text);
      if (fromKeychain) found.push({ place: 'keychain', anchor: fromKeychain });
      return found;
    },
    settled: async () => writing,
  };
}

function parse(text: string | null): Anchor | null {
  try {
    return Kept.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
