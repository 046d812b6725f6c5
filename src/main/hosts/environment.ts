import { readFile } from 'node:fs/promises';
import { AppError, type Service } from '../../contract/index.ts';
import type { CredentialOf } from '../ports.ts';
import { parseKeyFile } from './credential-text.ts';
import { fromUser } from './home.ts';
import { keyVariables } from './key-variables.ts';

/** Where each service is reached; null is the service's own address. */
export interface BaseAddresses {
  readonly drive: string | null;
  readonly googleOauth: string | null;
  readonly anthropic: string | null;
  readonly openai: string | null;
  readonly gemini: string | null;
  readonly meta: string | null;
  readonly hubspot: string | null;
}

export interface Environment {
  readonly bases: BaseAddresses;
  readonly metaVersion: string | null;
  /** The ad accounts that are read; all that the token sees where none is named. */
  readonly metaAccounts: readonly string[];
  /** The data set that events go to; null where it is named with each file. */
  readonly metaPixel: string | null;
  readonly googleClient: { readonly id: string; readonly secret: string } | null;
  /** The variable that connects a service, when it is set. */
  variable(service: Service): string | null;
  credential<S extends Service>(service: S): Promise<CredentialOf[S] | null>;
}

const variables: Readonly<Record<Service, string>> = {
  ...keyVariables,
  google: 'GOOGLE_DRIVE_CREDENTIALS',
  local: 'LOCAL_MODEL_URL',
};

/** Keys travel to these: https, or http that does not leave this machine. Throws INVALID_INPUT. */
export function checkBaseAddress(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = url !== null && /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(url.hostname);
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback);
  if (!url || !safe || url.username || url.password || url.search || url.hash) {
    throw new AppError('INVALID_INPUT', `${name} takes an https address, or http on this machine alone.`);
  }
  return url.href.replace(/\/+$/, '');
}

/** Reads what the process was started with, once. Throws INVALID_INPUT for an address that is not safe. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const base = (name: string): string | null => (env[name] ? checkBaseAddress(name, env[name]) : null);
  const bases = {
    drive: base('DRIVE_BASE_URL'),
    googleOauth: base('GOOGLE_OAUTH_BASE_URL'),
    anthropic: base('ANTHROPIC_BASE_URL'),
    openai: base('OPENAI_BASE_URL'),
    gemini: base('GEMINI_BASE_URL'),
    meta: base('META_BASE_URL'),
    hubspot: base('HUBSPOT_BASE_URL'),
  };
  const localUrl = base('LOCAL_MODEL_URL');
  const id = env.GOOGLE_CLIENT_ID;
  const secret = env.GOOGLE_CLIENT_SECRET;

  async function read(service: Service): Promise<CredentialOf[Service] | null> {
    const value = env[variables[service]]?.trim();
    if (!value) return null;
    if (service === 'google') return parseKeyFile(await readKeyFile(value));
    if (service === 'local') return { kind: 'server', url: localUrl as string, key: null };
    return { kind: 'key', key: value };
  }
  return {
    bases,
    metaVersion: versionOf(env.META_API_VERSION),
    metaAccounts: accountIds(env.META_AD_ACCOUNT_ID),
    metaPixel: pixelOf(env.META_PIXEL_ID),
    googleClient: id && secret ? { id, secret } : null,
    variable: (service) => (env[variables[service]]?.trim() ? variables[service] : null),
    credential: async <S extends Service>(service: S) => (await read(service)) as CredentialOf[S] | null,
  };
}

function versionOf(text: string | undefined): string | null {
  if (!text) return null;
  if (!/^v\d{1,3}\.\d$/.test(text))
    throw new AppError('INVALID_INPUT', 'META_API_VERSION takes a version such as v25.0.');
  return text;
}

/** "act_1, 2" is two accounts. */
function accountIds(text: string | undefined): string[] {
  const ids = (text ?? '').split(',').map((id) => id.trim().replace(/^act_/, ''));
  const named = ids.filter((id) => id !== '');
  if (named.some((id) => !/^\d{1,30}$/.test(id)))
    throw new AppError(
      'INVALID_INPUT',
      'META_AD_ACCOUNT_ID takes the number of an ad account, or several with commas.',
    );
  return named;
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(fromUser(path), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(
      'NOT_CONNECTED',
      `GOOGLE_DRIVE_CREDENTIALS names ${path}, which cannot be read (${code}).`,
    );
  }
}

function pixelOf(given: string | undefined): string | null {
  const text = given?.trim();
  if (!text) return null;
  if (/^\d{5,32}$/.test(text)) return text;
  throw new AppError('INVALID_INPUT', 'META_PIXEL_ID takes the number of a data set.');
}
