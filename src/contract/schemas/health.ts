import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';

/** One line of `doctor`: what was checked, how it stands, and what to do when it does not. */
export const Check = strict(() => ({
  id: z.string(),
  name: z.string(),
  state: z.enum(['ok', 'warn', 'fail']),
  detail: z.string(),
  next_step: z.string().nullable(),
}));
export type Check = z.infer<typeof Check>;

export const Health = strict(() => ({
  app_version: z.string(),
  engine_version: z.int(),
  weights_version: z.string(),
  node_version: z.string(),
  platform: z.string(),
  host: z.string(),
  /** The services are made up: nothing here is real. */
  sandbox: z.boolean(),
  ffmpeg: strict(() => ({ path: z.string(), version: z.string() })).nullable(),
  store: strict(() => ({
    home: z.string(),
    schema_version: z.int(),
    bytes: z.int(),
    pictures_bytes: z.int(),
    /** With very many ads, from a part of them. */
    pictures_estimated: z.boolean(),
    free_bytes: z.int(),
    ads: z.int(),
    backups: z.int(),
    newest_backup_at: Instant.nullable(),
  })),
  checks: z.array(Check),
}));
export type Health = z.infer<typeof Health>;

export const LogLine = strict(() => ({
  at: Instant,
  level: z.enum(['debug', 'info', 'warn', 'error']),
  text: z.string(),
  /** For errors: the stack and the fields, secrets removed. */
  detail: z.string().nullable(),
  log_id: z.string().nullable(),
}));
export type LogLine = z.infer<typeof LogLine>;

export const Backup = strict(() => ({
  file: z.string(),
  at: Instant,
  bytes: z.int(),
  schema_version: z.int(),
  reason: z.enum(['manual', 'hourly', 'daily', 'migration', 'restore']),
  /** It was opened and passed the integrity check: after writing, or just now where it is looked into anew. */
  verified: z.boolean(),
}));
export type Backup = z.infer<typeof Backup>;
