import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { googleService } from '../support/drive/service.ts';
import { emulateAnthropic } from './anthropic.ts';
import { Tree } from './drive/tree.ts';
import { emulateGemini } from './gemini.ts';
import { client } from './google-oauth/emulator.ts';
import { emulateLocalModel } from './local-model.ts';
import { emulateOpenai } from './openai.ts';

/** What a process is started with to use the emulators, as it would be with the services themselves. */
export interface Sandbox {
  readonly environment: Readonly<Record<string, string>>;
  readonly driveFolder: string;
  close(): Promise<void>;
}

/**
 * Every emulated service on loopback, with throw-away credentials and a Drive folder that holds these ads. The entry
 * that `titan sandbox` loads and nothing else.
 */
export async function startSandbox(folder: string, adsFolder: string): Promise<Sandbox> {
  const tree = new Tree();
  const nested = tree.folder('stills', tree.root);
  for (const name of readdirSync(adsFolder).sort()) {
    if (!/\.(mp4|jpg|png)$/.test(name)) continue;
    const place = name.endsWith('.mp4') ? tree.root : nested;
    tree.file(name, place, readFileSync(join(adsFolder, name)));
  }
  const google = await googleService(tree, folder);
  const anthropic = await emulateAnthropic();
  const openai = await emulateOpenai({ lean: 1 });
  const gemini = await emulateGemini({ looks: 1 });
  const local = await emulateLocalModel({ lean: -1 });
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
    },
    driveFolder: tree.root.id,
    async close() {
      await google.close();
      for (const one of [anthropic, openai, gemini, local]) await one.close();
    },
  };
}
