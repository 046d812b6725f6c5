/** Chromium's DevTools protocol as Playwright types it; its package does not export the file under a name. */
export type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
