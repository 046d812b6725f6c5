import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into the gateway: answers each message with how long its event loop was held up since the last one. */
const resolutionMs = 5;
const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();
process.on('message', () => {
  /** @param {number} nanoseconds */
  const ms = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
  process.send?.({
    longestMs: ms(delays.max),
    p99Ms: ms(delays.percentile(99)),
    peakMb: process.resourceUsage().maxRSS / 1024,
  });
  delays.reset();
});
// Nobody waits for its questions.
process.channel?.unref();
