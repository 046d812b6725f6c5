import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { googleService } from '../support/drive/service.ts';
import { livingAccount } from '../support/meta/living.ts';
import { dealsOf, ordersOf } from '../support/meta/shop.ts';
import { token as metaToken } from '../support/meta/token.ts';
import { emulateAnthropic } from './anthropic.ts';
import { emulateAnytrack } from './anytrack.ts';
import { Tree } from './drive/tree.ts';
import { emulateGemini } from './gemini.ts';
import { client } from './google-oauth/emulator.ts';
import { emulateHubspot } from './hubspot.ts';
import { emulateLocalModel } from './local-model.ts';
import { metaEmulator } from './meta/emulator.ts';
import { emulateOpenai } from './openai.ts';

/** What a process is started with to use the emulators, as it would be with the services themselves. */
export interface Sandbox {
  readonly environment: Readonly<Record<string, string>>;
  readonly driveFolder: string;
  /** By the account's own time, which goes on by itself and leaps where days are let pass. */
  now(): string;
  /** The ad account lives on with the budgets that it has, and the shop with what it sells. */
  passDays(days: number): void;
  /** Orders of the shop so far, as its tracker AnyTrack exports them: CSV. */
  orders(): string;
  /** Has AnyTrack post what is new; false where nobody has told it a webhook, at this address. */
  post(): Promise<boolean>;
  readonly trackerUrl: string;
  close(): Promise<void>;
}

const isAd = /\.(mp4|jpg|png)$/;
const hubspotToken = 'hubspot-token';

/**
 * Every emulated service on loopback, with throw-away credentials and a Drive folder that holds these ads. The entry
 * that `titan sandbox` loads and nothing else.
 */
export async function startSandbox(folder: string, adsFolder: string): Promise<Sandbox> {
  const tree = new Tree();
  const nested = tree.folder('stills', tree.root);
  for (const name of readdirSync(adsFolder).sort()) {
    if (!isAd.test(name)) continue;
    const place = name.endsWith('.mp4') ? tree.root : nested;
    tree.file(name, place, readFileSync(join(adsFolder, name)));
  }
  const google = await googleService(tree, folder);
  const anthropic = await emulateAnthropic();
  const openai = await emulateOpenai({ lean: 1 });
  const gemini = await emulateGemini({ looks: 1 });
  const local = await emulateLocalModel({ lean: -1 });
  const living = livingAccount(
    readdirSync(adsFolder)
      .filter((name) => isAd.test(name))
      .sort(),
  );
  const meta = await metaEmulator({
    accounts: [living.account],
    nowMs: living.nowMs,
    token: metaToken,
    quickReports: true,
  });
  const hubspot = await emulateHubspot(hubspotToken);
  const anytrack = await emulateAnytrack(() => ordersOf(living.account, living.nowMs()));
  const sellOn = (): void => {
    hubspot.deals = dealsOf(living.account, living.nowMs());
  };
  sellOn();
  return {
    environment: {
      ...google.environment,
      GOOGLE_CLIENT_ID: client.id,
      GOOGLE_CLIENT_SECRET: client.secret,
      ANTHROPIC_BASE_URL: anthropic.url,
      ANTHROPIC_API_KEY: 'anthropic-key',
      OPENAI_BASE_URL: `${openai.url}/v1`,
      OPENAI_API_KEY: 'openai-key',
      GEMINI_BASE_URL: gemini.url,
      GEMINI_API_KEY: 'gemini-key',
      LOCAL_MODEL_URL: local.url,
      META_BASE_URL: meta.origin,
      META_ACCESS_TOKEN: metaToken,
      META_AD_ACCOUNT_ID: living.account.id,
      HUBSPOT_BASE_URL: hubspot.url,
      HUBSPOT_ACCESS_TOKEN: hubspotToken,
    },
    driveFolder: tree.root.id,
    now: () => new Date(living.nowMs()).toISOString(),
    passDays(days) {
      living.passDays(days);
      sellOn();
    },
    orders: anytrack.csv,
    post: anytrack.post,
    trackerUrl: anytrack.url,
    async close() {
      await google.close();
      await meta.close();
      for (const one of [anthropic, openai, gemini, local, hubspot, anytrack]) await one.close();
    },
  };
}
