import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Anchor } from '../core/act/audit.ts';
import type { AuditAnchor, Log, Secrets } from '../ports.ts';

const End = z.strictObject({ count: z.int().nonnegative(), head: z.string() });
/** `lost` are ends that the log did not go on from: an older database had taken its place. They stay for good. */
const Kept = End.extend({ lost: z.array(End).max(100).default([]) });
type Kept = z.infer<typeof Kept>;

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
  let held: Promise<Kept | null> | undefined;
  let newest: Kept | undefined;
  let writing: Promise<void> | undefined;
  /** Writes to the file one after the other, so that the last one is the newest. */
  let written: Promise<void> = Promise.resolve();

  async function toKeychain(): Promise<void> {
    try {
      while (newest && (await hasKeychain())) {
        const kept = newest;
        newest = undefined;
        await secrets.set(name, JSON.stringify(kept));
      }
    } catch (error) {
      log.warn({ error }, 'the end of the audit log could not be kept in the keychain');
    } finally {
      writing = undefined;
    }
  }

  async function copies(alsoKeychain = true): Promise<{ place: 'file' | 'keychain'; kept: Kept }[]> {
    const inFile = parse(await readFile(file, 'utf8').catch(() => null));
    const inKeychain = parse(
      alsoKeychain && (await hasKeychain()) ? await secrets.get(name).catch(() => null) : null,
    );
    return [
      ...(inFile ? [{ place: 'file' as const, kept: inFile }] : []),
      ...(inKeychain ? [{ place: 'keychain' as const, kept: inKeychain }] : []),
    ];
  }

  /** The furthest end that any copy knows of; read once, before the first write would hide it. */
  async function furthest(): Promise<Kept | null> {
    const all = (await copies()).map(({ kept }) => kept);
    return all.reduce<Kept | null>((a, b) => (a === null || b.count > a.count ? b : a), null);
  }

  return {
    async keep(anchor) {
      const write = async (): Promise<void> => {
        held ??= furthest();
        const kept = following(await held, anchor);
        held = Promise.resolve(kept);
        await writeFile(`${file}.part`, JSON.stringify(kept), { mode: 0o660 });
        await rename(`${file}.part`, file);
        newest = kept;
        writing ??= toKeychain();
      };
      written = written.then(write, write);
      await written;
    },
    async kept() {
      await written;
      await writing;
      return (await copies()).flatMap(({ place, kept: { lost, count, head } }) =>
        [...lost, { count, head }].map((anchor) => ({ place, anchor })),
      );
    },
    async newest(alsoKeychain) {
      const all = (await copies(alsoKeychain)).map(({ kept }) => kept);
      // A keychain that could not be written since stays at an end that the file tells as lost: that is no news.
      const known = new Set(all.flatMap(({ lost }) => lost.map(({ head }) => head)));
      return all.filter(({ head }) => !known.has(head));
    },
    settled: async () => writing,
  };
}

/** An end that is not further on than the last one does not follow it: what was lost stays known. */
function following(before: Kept | null, { count, head }: Anchor): Kept {
  if (!before) return { count, head, lost: [] };
  const lost =
    count > before.count ? before.lost : [...before.lost, { count: before.count, head: before.head }];
  return { count, head, lost: lost.slice(-100) };
}

function parse(text: string | null): Kept | null {
  try {
    return Kept.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
