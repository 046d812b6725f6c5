import type { DriveRef } from './drive-link.ts';

/**
 * Where a file of Drive stands in the library. Its root names the folder that was analysed; its place in the cache names
 * the file, its version and, where the link needs one, its key, so that a run which was killed can go on from the rows.
 */
const prefix = 'drive:';
const name = /([A-Za-z0-9_-]+)(?:~([A-Za-z0-9_-]+))?\.[A-Za-z0-9_-]+(?:\.[a-z0-9]{2,5})?$/;

export const driveRoot = (id: string): string => prefix + id;

export const isDriveRoot = (root: string): boolean => root.startsWith(prefix);

export const driveIdOfRoot = (root: string): string => root.slice(prefix.length);

export function cacheName(ref: DriveRef, version: string, fileName: string): string {
  const ending = /\.[a-z0-9]{2,5}$/i.exec(fileName)?.[0].toLowerCase() ?? '';
  const key = ref.resourceKey === null ? '' : `~${ref.resourceKey}`;
  return `${ref.id}${key}.${version.replace(/[^A-Za-z0-9_-]/g, '-')}${ending}`;
}

export function refOfCached(absolute: string): DriveRef {
  const [, id = '', resourceKey = null] = name.exec(absolute) ?? [];
  return { id, resourceKey };
}

/** A name from Drive may hold anything; one part of a path may not. */
export function safePart(text: string, otherwise: string): string {
  const part = text
    .replace(/[/\\\p{Cc}]/gu, '_')
    .slice(0, 200)
    .trim();
  return part === '' || /^\.+$/.test(part) ? otherwise : part;
}
