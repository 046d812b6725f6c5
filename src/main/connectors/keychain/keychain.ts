import { createHash } from 'node:crypto';
import type { AsyncEntry } from '@napi-rs/keyring';
import { AppError } from '../../../contract/index.ts';
import type { Secrets } from '../../ports.ts';

/** A person may have to type a password first. */
const patienceMs = 60_000;

/**
 * The keychain of the system: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. Linux is
 * pinned to it: by default the package falls back to the kernel's keyring, which forgets at the next start
 * (`providers.md` 4). Entries carry the data folder in their name, so that two libraries do not share accounts.
 */
export function createKeychain(home: string): Secrets {
  const owner = `titan-ads:${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;

  async function ask<T>(
    name: string,
    use: (entry: AsyncEntry, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      const keyring = await import('@napi-rs/keyring');
      const entry = new keyring.AsyncEntry(owner, name, { linux: { store: 'secret-service' } });
      return await use(entry, AbortSignal.timeout(patienceMs));
    } catch (error) {
      // The text of the system holds no secret; the error object is not passed on all the same.
      throw new AppError('NOT_CONNECTED', `The keychain cannot be used (${firstLine(error)}).`);
    }
  }

  return {
    async unavailable() {
      try {
        await ask('probe', (entry, signal) => entry.getSecret(signal));
        return null;
      } catch (error) {
        return (error as AppError).detail;
      }
    },
    async get(name) {
      const bytes = await ask(name, (entry, signal) => entry.getSecret(signal));
      return bytes === null ? null : Buffer.from(bytes).toString('utf8');
    },
    // As bytes: as text, Windows counts two for each and a service account's key would not fit.
    set: (name, secret) => ask(name, (entry, signal) => entry.setSecret(Buffer.from(secret, 'utf8'), signal)),
    remove: (name) => ask(name, (entry, signal) => entry.deleteCredential(signal)),
  };
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
