import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId } from './common.ts';

/** Chosen by the caller, so that a call that is repeated makes nothing twice. */
export const ClientId = z.string().regex(/^client_[0-9a-z]{8,32}$/);
export const ViewId = z.string().regex(/^view_[0-9a-z]{8,32}$/);

const Title = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(80)
  .regex(/^\P{Cc}+$/u);

/** `client:none` asks for ads without one, so nobody can be called that. */
export const ClientName = Title.refine((name) => name.toLowerCase() !== 'none', 'another name than "none"');

/** A folder below what was analysed; empty for all of that. */
export const Folder = strict(() => ({ root: z.string().min(1).max(32_768), folder: z.string().max(32_768) }));
export type Folder = z.infer<typeof Folder>;

export const Client = strict(() => ({ id: ClientId, name: ClientName }));
export type Client = z.infer<typeof Client>;

/** What is given to a client, or taken from whichever had it. An ad's own client goes before that of its folder. */
export const Assignment = strict(() => ({
  client: ClientId.nullable(),
  ads: z.array(AdId).max(40_000).default([]),
  folders: z.array(Folder).max(1000).default([]),
}));
export type Assignment = z.infer<typeof Assignment>;

/** What lies together in a view: ads that nearly repeat one another, or that open in the same way. */
export const GroupBy = z.enum(['none', 'near', 'hook']);
export type GroupBy = z.infer<typeof GroupBy>;

/** How the library is looked at. What a later version adds is to be optional, so that a shared view stays readable. */
export const ViewState = strict(() => ({
  where: z.string().max(2000),
  sort: z.string().max(40),
  direction: z.enum(['asc', 'desc']),
  group: GroupBy.optional(),
  layout: z.enum(['tiles', 'hybrid', 'table']),
  /** Columns in their order with their width in px, null for the usual one; null for the usual columns. */
  columns: z
    .array(
      strict(() => ({
        id: z.string().min(1).max(40),
        width: z.int().min(24).max(1200).nullable(),
        shown: z.boolean(),
      })),
    )
    .max(60)
    .nullable(),
}));
export type ViewState = z.infer<typeof ViewState>;

export const SavedView = strict(() => ({ id: ViewId, name: Title, state: ViewState }));
export type SavedView = z.infer<typeof SavedView>;
