import { z } from 'zod';

/**
 * What Drive answers, as far as we ask for it (`providers.md` 1.2). Numbers of bytes come as text. What reads otherwise than
 * expected is as if it were not there: one odd file is left out by itself, and not its whole folder with it.
 */
const Name = z.string().catch('');
const Text = z.string().optional().catch(undefined);
const Id = z.string().regex(/^[A-Za-z0-9_-]{5,120}$/);
/** Part of a file's name in the cache. */
const Key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,120}$/)
  .optional()
  .catch(undefined);
const Bytes = z.string().regex(/^\d+$/).transform(Number);
const Pixels = z.int().positive();

export const DriveFile = z.object({
  id: Id,
  name: Name,
  mimeType: Name,
  size: Bytes.optional().catch(undefined),
  md5Checksum: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .catch(undefined),
  modifiedTime: Text,
  headRevisionId: Text,
  driveId: Text,
  resourceKey: Key,
  trashed: z.boolean().catch(false),
  shortcutDetails: z
    .object({
      targetId: Id,
      targetMimeType: Name,
      targetResourceKey: Key,
    })
    .optional()
    .catch(undefined),
  /** Not there while Drive is still taking the file in. */
  videoMediaMetadata: z
    .object({ width: Pixels, height: Pixels, durationMillis: Bytes.optional() })
    .optional()
    .catch(undefined),
  imageMediaMetadata: z.object({ width: Pixels, height: Pixels }).optional().catch(undefined),
});
export type DriveFile = z.infer<typeof DriveFile>;

/** An entry that nothing more can be asked of. */
const WithoutId = z
  .object({ id: z.unknown().transform(() => null), name: Name })
  .catch({ id: null, name: '' });

export const fileFields =
  'id,name,mimeType,size,md5Checksum,modifiedTime,headRevisionId,driveId,resourceKey,trashed,shortcutDetails(targetId,targetMimeType,targetResourceKey),videoMediaMetadata(width,height,durationMillis),imageMediaMetadata(width,height)';

export const FilePage = z.object({
  nextPageToken: z.string().optional(),
  incompleteSearch: z.boolean().default(false),
  files: z.array(z.union([DriveFile, WithoutId])),
});
export type FilePage = z.infer<typeof FilePage>;
export const pageFields = `nextPageToken,incompleteSearch,files(${fileFields})`;

export const About = z.object({
  user: z.object({ displayName: z.string().default(''), emailAddress: z.string().default('') }),
  storageQuota: z.object({ limit: Bytes.optional(), usage: Bytes.optional() }).optional(),
});
export const aboutFields = 'user(displayName,emailAddress),storageQuota(limit,usage)';

export const ErrorBody = z.object({
  error: z.object({
    errors: z.array(z.object({ reason: z.string().default('') })).default([]),
  }),
});
/** Google's sign-in answers in another shape than its APIs. */
export const TokenError = z.object({ error: z.string() });

export const shortcutType = 'application/vnd.google-apps.shortcut';
export const folderType = 'application/vnd.google-apps.folder';
