import { z } from 'zod';
import { strict } from '../strict.ts';
import { ViewState } from './collections.ts';
import { Instant } from './common.ts';
import { Judge } from './council.ts';

/** A key as the list of commands writes it, with at most one more to be pressed after it. */
const KeyCombo = z.string().regex(/^(Mod\+)?(Shift\+)?\S{1,16}( (Mod\+)?(Shift\+)?\S{1,16})?$/);

const ModelName = z.string().trim().max(200);

const wentBack = {
  /** What the library holds is of then. */
  backup_at: Instant,
  /** The damaged file. */
  kept_aside: z.string(),
};

export const Settings = strict(() => ({
  theme: z.enum(['system', 'light', 'dark']),
  /** Whose habits numbers and dates follow, as "de-DE"; empty for the system's. */
  locale: z
    .string()
    .max(35)
    .regex(/^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/),
  density: z.enum(['compact', 'default', 'roomy']),
  /** Folder that holds ffmpeg and ffprobe; empty to look in the app and on the PATH. */
  ffmpeg_dir: z.string().max(4096),
  /** Files measured at the same time; 0 chooses by the number of cores. */
  parallel_files: z.int().min(0).max(16),
  single_key_shortcuts: z.boolean(),
  /** Show the next ad after one was picked or rejected. */
  auto_advance: z.boolean(),
  /** By the id of a command: the keys in place of its own. Ids that this version does not know are kept and ignored. */
  keys: z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,31}$/), z.array(KeyCombo).max(2)),
  /** The table's columns; null for the usual ones. */
  columns: ViewState.shape.columns,
  /** Least width of a tile in the library. */
  tile_px: z.int().min(120).max(320),
  /** The list of clients, folders and views beside the library. */
  side_list: z.boolean(),
  /** The ad account that Insights shows; without it the one with the most ads of the library. */
  insights_account: z
    .string()
    .regex(/^\d{1,30}$/)
    .optional(),
  /** Which model of each service judges; for `local` an empty name takes the first that the server offers. */
  council_models: strict(() => ({
    anthropic: ModelName.min(1),
    openai: ModelName.min(1),
    gemini: ModelName.min(1),
    local: ModelName,
  })),
  /** What one run of the council may cost when the run does not say. */
  council_ceiling_usd: z.number().min(0).max(10_000),
  /** Whom the Director asks; null for the first that is connected. */
  director_service: Judge.nullable(),
  /** What one question to the Director may cost when it does not say. */
  director_ceiling_usd: z.number().min(0).max(1000),
  /** What files fetched from Drive may take on the disk; those not used for longest make room. */
  drive_cache_gb: z.int().min(1).max(10_000),
  /** How ads are named at Meta, with `{file}` where the name of the file stands. */
  meta_ad_names: z.string().max(200),
  /** When results are brought from Meta each day, by the clock of the machine; null for never. */
  refresh_hour: z.int().min(0).max(23).nullable(),
  refresh_paused: z.boolean(),
  /** One line of what such a refresh brought, as a notification. */
  refresh_digest: z.boolean(),
  recent_folders: z.array(z.string()).max(10),
  /** On the desktop: jobs rest while the machine runs on its battery. */
  pause_on_battery: z.boolean(),
  /** What became of the library that was here before; until somebody has read it. */
  recovery: z
    .union([
      /** It was damaged, and a backup has its place. */
      strict(() => ({ at: Instant, ...wentBack })),
      /** It was gone and its backups are still there; this one was made empty. */
      strict(() => ({
        at: Instant,
        backup_at: z.null(),
        backups: z.int().positive(),
        /** This one was damaged in turn, and a copy of its own has its place. */
        went_back: strict(() => wentBack).optional(),
      })),
    ])
    .nullable(),
}));
export type Settings = z.infer<typeof Settings>;

/** The recent folders and the recovery are the app's to fill and anyone's to clear. */
export const SettingsPatch = Settings.extend({
  recent_folders: z.array(z.string()).max(0),
  recovery: z.null(),
}).partial();
