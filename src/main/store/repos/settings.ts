import { type Kysely, sql } from 'kysely';
import { Settings } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';

/** Of a library in which nobody has set anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  locale: '',
  density: 'default',
  ffmpeg_dir: '',
  parallel_files: 0,
  single_key_shortcuts: true,
  auto_advance: false,
  keys: {},
  columns: null,
  tile_px: 176,
  side_list: false,
  council_models: {
    anthropic: 'claude-sonnet-5-5',
    openai: 'gpt-6.1-terra',
    gemini: 'gemini-3.8-flash',
    local: '',
  },
  council_ceiling_usd: 5,
  director_service: null,
  director_ceiling_usd: 1,
  drive_cache_gb: 20,
  meta_ad_names: '{file}',
  refresh_hour: null,
  refresh_paused: false,
  refresh_digest: true,
  recent_folders: [],
  pause_on_battery: false,
  recovery: null,
};

export const settingsReader = (db: Kysely<Tables>) => ({
  /** A value that no longer fits (written by another version) falls back to its default alone. */
  async settings(): Promise<Settings> {
    const rows = await db.selectFrom('settings').selectAll().execute();
    const found: Settings & Record<string, unknown> = { ...defaultSettings };
    for (const { key, value } of rows) {
      const shape = Settings.shape[key as keyof Settings];
      const parsed = shape?.safeParse(parseJson(value));
      if (parsed?.success) found[key] = parsed.data;
    }
    return found;
  },
  /** Something the app remembers for itself, beside what the user set. */
  async fact(key: 'decoder' | 'refresh'): Promise<string | null> {
    const row = await db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', `fact:${key}`)
      .executeTakeFirst();
    return row?.value ?? null;
  },
});

export const settingsWriter = (db: Kysely<Tables>) => ({
  async setSettings(patch: Partial<Settings>): Promise<void> {
    const values = Object.entries(patch).map(([key, value]) => ({ key, value: JSON.stringify(value) }));
    if (values.length === 0) return;
    await db
      .insertInto('settings')
      .values(values)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql`excluded.value` }))
      .execute();
  },
  async setFact(key: 'decoder' | 'refresh', value: string): Promise<void> {
    await db
      .insertInto('settings')
      .values({ key: `fact:${key}`, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  },
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
