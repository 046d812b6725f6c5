import { AppError, type Judge, type Settings } from '../../contract/index.ts';
import { localModels, versioned } from '../connectors/local-model/models.ts';
import type { JudgeConnection } from '../ports.ts';
import type { Accounts } from './accounts.ts';
import { endOf } from './credential-text.ts';
import type { BaseAddresses } from './environment.ts';

/** A model thinks and writes for a while; one on the user's own machine for longer. */
const timeoutMs = 180_000;
const localTimeoutMs = 600_000;
const lookMs = 3000;

/** Where a model would be reached, with what, or why it is not. */
export type Access =
  | { readonly off: string }
  | {
      readonly off: null;
      readonly connection: JudgeConnection;
      readonly model: string;
      readonly account: string;
      readonly host: string;
    };

export type ModelAccess = (
  service: Judge,
  settings: Pick<Settings, 'council_models'>,
  named?: string,
) => Promise<Access>;

const own: Readonly<Record<Exclude<Judge, 'local'>, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com',
  gemini: 'https://generativelanguage.googleapis.com',
};

/** The way to the model that is named, else to the one of the settings. */
export function createModelAccess(accounts: Accounts, bases: BaseAddresses): ModelAccess {
  async function local(named: string): Promise<Access> {
    const { url, key } = await accounts.credentials.of('local');
    const baseUrl = versioned(url);
    const model = named || (await localModels(baseUrl, key, AbortSignal.timeout(lookMs)).catch(() => []))[0];
    if (!model) return { off: `The local server at ${url} does not answer or has no model.` };
    const connection = { apiKey: key ?? '', baseUrl, timeoutMs: localTimeoutMs };
    return { off: null, connection, model, account: url, host: new URL(url).host };
  }
  return async (service, { council_models }, named) => {
    const model = named ?? council_models[service];
    try {
      if (service === 'local') return await local(model);
      const credential = await accounts.credentials.of(service);
      const baseUrl = bases[service];
      const host = new URL(baseUrl ?? own[service]).host;
      return {
        off: null,
        connection: { apiKey: credential.key, baseUrl, timeoutMs },
        model,
        account: `${host} ${endOf(credential) ?? ''}`.trim(),
        host,
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { off: error.detail || error.message };
    }
  };
}
