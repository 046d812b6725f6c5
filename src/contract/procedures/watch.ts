import { z } from 'zod';
import { procedure } from '../define.ts';
import { Empty } from '../schemas/common.ts';
import { WatchedFolder } from '../schemas/watch.ts';
import { strict } from '../strict.ts';

const folder = z.string().min(1).max(4096);
const output = strict(() => ({ folders: z.array(WatchedFolder) }));

/** Folders whose new and changed files are measured by themselves, while an owner lives on. */
export const watch = {
  'watch.list': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output,
    errors: [],
    summary: 'The watched folders and how each stands',
  }),
  'watch.add': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ folder })),
    output,
    errors: ['NOT_FOUND'],
    summary: 'Watch a folder: measure what is new in it by itself',
  }),
  'watch.pause': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ folder, paused: z.boolean() })),
    output,
    errors: ['NOT_FOUND'],
    summary: 'Pause or go on watching a folder',
  }),
  'watch.remove': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ folder })),
    output,
    errors: ['NOT_FOUND'],
    summary: 'No longer watch a folder; its ads stay in the library',
  }),
};
