import { z } from 'zod';

/** ISO 4217, capitals. */
export const Currency = z.string().regex(/^[A-Z]{3}$/);
/** Whole minor units: cents, yen, fils. */
export const Minor = z.int();
