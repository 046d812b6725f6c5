import { z } from 'zod';
import { procedure } from '../define.ts';
import { Assignment, Client, ClientId, Folder, SavedView, ViewId } from '../schemas/collections.ts';
import { Empty } from '../schemas/common.ts';
import { strict } from '../strict.ts';

const ads = z.int().nonnegative();

/** Clients, folders and saved views: ways to a part of the library that are found again. */
export const collections = {
  'collections.list': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      clients: z.array(strict(() => ({ ...Client.shape, ads }))),
      /** Every folder that holds ads, those of its subfolders counted, with the client that it was given to. */
      folders: z.array(strict(() => ({ ...Folder.shape, ads, client: ClientId.nullable() }))),
      views: z.array(SavedView),
    })),
    errors: [],
    summary: 'Clients, folders and saved views with their numbers of ads',
  }),
  'collections.saveClient': procedure({
    kind: 'command',
    effect: 'local',
    input: Client,
    output: Client,
    errors: ['CONFLICT'],
    summary: 'Make a client or change its name',
  }),
  'collections.removeClient': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ id: ClientId })),
    /** What brings it back: the client, and what it was given. */
    output: strict(() => ({ client: Client, given: z.array(Assignment) })),
    errors: ['NOT_FOUND'],
    summary: 'Remove a client; its ads stay in the library',
  }),
  'collections.assign': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ changes: z.array(Assignment).min(1).max(1000) })),
    /** The changes that undo it exactly. */
    output: strict(() => ({ before: z.array(Assignment) })),
    errors: ['NOT_FOUND'],
    summary: 'Give ads and folders to a client; answers what undoes it',
  }),
  'collections.saveView': procedure({
    kind: 'command',
    effect: 'local',
    input: SavedView,
    output: SavedView,
    errors: ['CONFLICT'],
    summary: 'Save a view of the library: filter, order, columns and layout under a name',
  }),
  'collections.removeView': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ id: ViewId })),
    output: SavedView,
    errors: ['NOT_FOUND'],
    summary: 'Remove a saved view; answers it, so that saving it again brings it back',
  }),
};
