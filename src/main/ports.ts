/**
 * What the stages need from the world, a file of ports/ for each stage. Implementations live in store/, media/,
 * connectors/ and hosts/; tests bring their own.
 */
export type * from './ports/accounts.ts';
export type * from './ports/act.ts';
export type * from './ports/common.ts';
export type * from './ports/conversions.ts';
export type * from './ports/council.ts';
export type * from './ports/decide.ts';
export type * from './ports/director.ts';
export type * from './ports/drafts.ts';
export type * from './ports/hooks.ts';
export type * from './ports/hubspot.ts';
export type * from './ports/ingest.ts';
export type * from './ports/jobs.ts';
export type * from './ports/learn.ts';
export type * from './ports/measure.ts';
export type * from './ports/meta.ts';
export type * from './ports/meta-now.ts';
export type * from './ports/performance.ts';
export type * from './ports/revenue.ts';
export type * from './ports/score.ts';
export type * from './ports/today.ts';
export type * from './ports/tokens.ts';
