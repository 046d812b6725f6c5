/** Bounds of the gateway (spec: reliability G1 and G2). Loopback is fast, so they stop misuse and never a person. */

/** For each of the two addresses. A browser opens six connections to one host; several browsers and scripts fit. */
export const maxConnections = 64;
export const headerTimeoutMs = 10_000;
export const bodyTimeoutMs = 10_000;
export const keepAliveTimeoutMs = 5_000;
export const connectionCheckMs = 1_000;
export const maxHeaderBytes = 16 * 1024;

/** Calls per second and client, after a burst as when a grid is scrolled end to end. */
export const callRate = { perSecond: 20, burst: 60 };
/** What a tracker posts at once, and how often all of them may. */
export const maxHookBytes = 64 * 1024;
export const hookRate = { perSecond: 50, burst: 500 };

/** A fast scroll over thumbnails and filmstrips stays below this. */
export const fileRate = { perSecond: 400, burst: 1_000 };

/** Refusals for a missing token or too many calls; beyond this each waits. */
export const refusalRate = { perSecond: 50, burst: 200 };
export const brakeMs = 250;

export const maxEventStreams = 16;
export const heartbeatMs = 15_000;
/** What a listener may miss and still be told in full. */
export const keptEvents = 2_000;
export const keptEventBytes = 4 * 1024 * 1024;

export const maxUploads = 8;
/** An upload of which nothing arrived for this long is given up. */
export const uploadIdleMs = 30_000;
export const maxUploadBytes = 4 * 1024 ** 3;

export const signInCodeMs = 10 * 60_000;
export const maxSignInCodes = 32;
export const maxSessions = 16;
