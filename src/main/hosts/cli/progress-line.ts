import type { Job } from '../../../contract/index.ts';

/** Without a terminal a line now and then is enough for a log. */
const plainEveryMs = 5000;

/** Count, rate and time left on stderr; one line that rewrites itself on a terminal. */
export function createProgressLine(stream: NodeJS.WriteStream, monotonicMs: () => number) {
  const startedMs = monotonicMs();
  let spokenMs = startedMs;
  let width = 0;

  const text = ({ progress, state, title, error, resumes_at }: Job): string => {
    const seconds = Math.max(0.001, (monotonicMs() - startedMs) / 1000);
    const parts = [
      `${title}: ${progress.done} of ${progress.total}${progress.listed ? '' : '+'}`,
      `${(progress.done / seconds).toFixed(1)} ads/s`,
    ];
    if (progress.eta_s !== null && progress.listed) parts.push(`${duration(progress.eta_s)} left`);
    if (progress.failed > 0) parts.push(`${progress.failed} failed`);
    if (state !== 'running') parts.push(state);
    if (error && resumes_at !== null) parts.push(`goes on by itself at ${resumes_at}`, error.message);
    return parts.join(' · ');
  };

  return {
    show(job: Job): void {
      if (stream.isTTY) {
        const line = text(job).slice(0, Math.max(20, (stream.columns ?? 80) - 1));
        stream.write(`\r${line.padEnd(width)}`);
        width = line.length;
      } else if (monotonicMs() - spokenMs >= plainEveryMs) {
        spokenMs = monotonicMs();
        stream.write(`${text(job)}\n`);
      }
    },
    end(): void {
      if (stream.isTTY && width > 0) stream.write(`\r${' '.repeat(width)}\r`);
    },
  };
}

const duration = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
};
