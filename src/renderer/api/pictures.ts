import { useDeferredValue } from 'react';
import type { AdId, Logo } from '../../contract/index.ts';

/** The same relative addresses under app:// and http://; the host looks the file up by id, never by path. */
export const mediaUrl = (id: AdId): string => `media/${id}`;
export const thumbUrl = (id: AdId): string => `thumb/${id}`;
export const logoUrl = (id: Logo['id']): string => `logo/${id}`;
export const stripUrl = (id: AdId): string => `strip/${id}`;

/**
 * An address once the rest has been drawn: to ask for a page of pictures is a third of a frame's work, and what flies by
 * need not be asked for. One element stands for one picture (key), or the one before would be shown for a moment.
 */
export const useSoon = (url: string): string | undefined =>
  useDeferredValue<string | null>(url, null) ?? undefined;
