import type { Backup, Health, LogLine, Settings } from '../../../src/contract/index.ts';

export const someSettings: Settings = {
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
  pause_on_battery: false,
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
  recent_folders: ['/home/anna/ads'],
  recovery: null,
};

export const someHealth = (ads: number): Health => ({
  app_version: '0.1.0',
  engine_version: 1,
  weights_version: '2026-11-1',
  node_version: '24.21.0',
  platform: 'linux x64',
  sandbox: false,
  host: 'gateway',
  ffmpeg: { path: '/usr/bin/ffmpeg', version: '5.1.8' },
  store: {
    home: '/home/anna/.config/titan-ads',
    schema_version: 1,
    bytes: 48_230_400,
    pictures_bytes: 212_441_088,
    pictures_estimated: false,
    free_bytes: 81_203_441_664,
    ads,
    backups: 3,
    newest_backup_at: '2026-11-20T09:00:00.000Z',
  },
  checks: [
    {
      id: 'store',
      name: 'Library database',
      state: 'ok',
      detail: 'Opened, integrity check passed.',
      next_step: null,
    },
    { id: 'ffmpeg', name: 'ffmpeg', state: 'ok', detail: '5.1.8 in /usr/bin', next_step: null },
    {
      id: 'disk',
      name: 'Free space',
      state: 'warn',
      detail: 'Less than 100 GB are free on this disk.',
      next_step: 'Free some space before a large folder.',
    },
  ],
});

export const withoutDecoder = (ads: number): Health => {
  const { checks, ...rest } = someHealth(ads);
  const missing = {
    state: 'fail',
    detail: 'ffmpeg and ffprobe were not found, so no ad can be measured.',
    next_step: 'Install the package ffmpeg (5.1 or newer) of your system, or set its folder in Settings.',
  } as const;
  return {
    ...rest,
    ffmpeg: null,
    checks: checks.map((check) => (check.id === 'ffmpeg' ? { ...check, ...missing } : check)),
  };
};

export const someBackups: readonly Backup[] = [
  {
    file: 'titan-20261120-090000.db',
    at: '2026-11-20T09:00:00.000Z',
    bytes: 48_100_000,
    schema_version: 1,
    reason: 'hourly',
    verified: true,
  },
  {
    file: 'titan-20261119-180000.db',
    at: '2026-11-19T18:00:00.000Z',
    bytes: 41_100_000,
    schema_version: 1,
    reason: 'daily',
    verified: true,
  },
  {
    file: 'titan-20261118-120000.db',
    at: '2026-11-18T12:00:00.000Z',
    bytes: 39_900_000,
    schema_version: 1,
    reason: 'manual',
    verified: false,
  },
];

export const someLog: readonly LogLine[] = [
  {
    at: '2026-11-20T09:12:44.120Z',
    level: 'info',
    text: 'Scored spring/hero_v2.mp4',
    detail: null,
    log_id: null,
  },
  {
    at: '2026-11-20T09:12:43.004Z',
    level: 'error',
    text: 'ffmpeg ended with signal SIGSEGV on ugc/anna/take_9.mov',
    detail: 'AppError: MEDIA_CRASH\n    at measure (measure.ts:88)\n    at run (runner.ts:41)',
    log_id: '3fa9c1d2',
  },
  {
    at: '2026-11-20T09:12:41.660Z',
    level: 'warn',
    text: 'spring/hero_final_v7.mp4 has no index',
    detail: null,
    log_id: null,
  },
  {
    at: '2026-11-20T09:12:04.000Z',
    level: 'info',
    text: 'Job started: BFCM folder',
    detail: null,
    log_id: null,
  },
];
