import { z } from 'zod';

export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'default', 'roomy']),
  /** Folder that holds ffmpeg and ffprobe; empty to look in the app and on the PATH. */
  ffmpeg_dir: z.string().max(4096),
  /** Files measured at the same time; 0 chooses by the number of cores. */
  parallel_files: z.int().min(0).max(16),
  single_key_shortcuts: z.boolean(),
  recent_folders: z.array(z.string()).max(10),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsPatch = Settings.omit({ recent_folders: true }).partial();
