import type { AdId, Logo } from '../../contract/index.ts';

/** The same relative addresses under app:// and http://; the host looks the file up by id, never by path. */
export const mediaUrl = (id: AdId): string => `media/${id}`;
export const thumbUrl = (id: AdId): string => `thumb/${id}`;
export const logoUrl = (id: Logo['id']): string => `logo/${id}`;
export const stripUrl = (id: AdId): string => `strip/${id}`;
