import type { Transport } from '../../api/transport.ts';

/** The rows of Settings by the id in their address, so that the palette leads to each. */
export const settingRows = {
  theme: 'Theme',
  rows: 'Rows',
  locale: 'Numbers and dates',
  refresh: 'Refresh results each day',
  'refresh-paused': 'Pause the refresh',
  digest: 'Tell what a refresh brought',
  driveCache: 'Files kept from Drive',
  accounts: 'Accounts',
  files: 'Files at the same time',
  ffmpeg: 'Folder with ffmpeg and ffprobe',
  'brand-client': 'Brand of',
  'brand-names': 'Names of the brand',
  'brand-colours': 'Colours of the brand',
  'brand-logo': 'Logo of the brand',
  battery: 'Pause on battery',
  'cap-action': 'One request moves at most',
  'cap-day': 'A day moves at most',
  'cap-account': 'A day of one account moves at most',
  'type-back': 'Amount typed back from',
  'programs-day': 'A day of programs costs at most',
  'two-people': 'Two people must agree',
  expiry: 'A request expires after',
  settling: 'Time to settle',
  'role-others': 'Everybody else',
  roles: 'Roles',
  stop: 'Stop everything',
  programs: 'Tokens of programs',
  'single-keys': 'Single-key shortcuts',
  keys: 'All keys',
  watched: 'Watched folders',
} as const satisfies Record<string, string>;

export type SettingRow = keyof typeof settingRows;

const desktopOnly: ReadonlySet<SettingRow> = new Set(['battery']);

/** The rows that this host shows. */
export const settingRowsFor = (kind: Transport['kind']): SettingRow[] =>
  (Object.keys(settingRows) as SettingRow[]).filter((row) => kind === 'electron' || !desktopOnly.has(row));
