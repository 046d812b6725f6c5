import { randomBytes } from 'node:crypto';

/** So that whoever finds one in a file knows what it is, and the gateway whom to ask. */
const prefix = 'titan_';

/** 256 bits, kept by nobody but who gets it. */
export const newToken = (): string => `${prefix}${randomBytes(32).toString('base64url')}`;
export const isKeptToken = (text: string): boolean => text.startsWith(prefix);
