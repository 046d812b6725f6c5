import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Empty, Instant } from '../schemas/common.ts';
import { Backup, Health, LogLine } from '../schemas/health.ts';
import { Performance } from '../schemas/performance.ts';
import { Settings, SettingsPatch } from '../schemas/settings.ts';
import { strict } from '../strict.ts';

export const health = {
  'health.doctor': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      deep: z
        .boolean()
        .describe(
          'Also run the slow integrity check of the whole database, and of backups until one is whole',
        )
        .default(false),
    })),
    output: Health,
    errors: [],
    summary: 'Health of every part, with the next step where one is needed',
  }),
  'health.log': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      limit: z.int().min(1).max(1000).default(200),
      level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    })),
    output: strict(() => ({ lines: z.array(LogLine) })),
    errors: [],
    hosts: notForModels,
    summary: 'The newest log lines',
  }),
  'health.performance': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ days: z.int().min(1).max(366).default(30) })),
    output: Performance,
    errors: [],
    hosts: notForModels,
    summary:
      'How the app itself does: jobs, speeds, errors, calls of models and their cost against the ceilings, storage',
  }),
};

export const store = {
  'store.backup': procedure({
    kind: 'command',
    effect: 'local',
    input: Empty,
    output: Backup,
    errors: ['DISK_FULL'],
    summary: 'Write a verified backup of the library now',
  }),
  'store.backups': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      deep: z
        .boolean()
        .describe('Also open and check them anew, from the newest until one is whole')
        .default(false),
    })),
    output: strict(() => ({ backups: z.array(Backup) })),
    errors: [],
    hosts: notForModels,
    summary: 'The backups, newest first',
  }),
  'store.restore': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({
      /** File name of a backup; the newest that is whole when absent. */
      file: z.string().max(255).optional(),
    })),
    output: strict(() => ({
      restored: Backup,
      /** Newer ones that are damaged. */
      passed_over: z.array(z.string()),
      replaced_kept_as: z.string(),
      missing_since: Instant,
    })),
    errors: ['NOT_FOUND', 'CONFLICT'],
    hosts: ['cli', 'electron', 'socket'],
    summary: 'Go back to a backup; the database it replaces is kept aside',
  }),
};

export const settings = {
  'settings.get': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: Settings,
    errors: [],
    hosts: notForModels,
    summary: 'The settings of this data folder',
  }),
  'settings.set': procedure({
    kind: 'command',
    effect: 'local',
    input: SettingsPatch,
    output: Settings,
    errors: [],
    summary: 'Change settings',
  }),
};
