import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { strict } from '../strict.ts';

/** First 16 hex digits of the file's SHA-256: the same bytes are the same ad on every machine. */
export const AdId = z.string().regex(/^[0-9a-f]{16}$/);
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const JobId = z.string().regex(/^job_[0-9a-z]{8,32}$/);
/** UTC, ISO 8601. */
export const Instant = z.iso.datetime();
/** Seconds on the ad's own presentation clock; 0 is its first shown frame. */
export const Seconds = z.number().nonnegative();
/** 0–100 to one decimal. */
export const Points100 = z.number().min(0).max(100);
export const Code = z.enum(errorCodes);
export const Empty = strict(() => ({}));

export type AdId = z.infer<typeof AdId>;
export type JobId = z.infer<typeof JobId>;
