import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { LogLine } from '../../contract/index.ts';
import type { Log } from '../ports.ts';

/** Lines kept in memory for Health; the file has the rest. */
const kept = 2000;
const keptFiles = 14;
const levels = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' } as const;

/** Keys whose values never reach a log, at any depth we write. */
const secret = [
  'token',
  'password',
  'authorization',
  'cookie',
  'secret',
  'apiKey',
  'access_token',
  'code_verifier',
];

export interface AppLog extends Log {
  recent(limit: number, level: LogLine['level']): LogLine[];
  close(): void;
}

/** JSON lines in TITAN_HOME/logs, one file a day, and the newest ones in memory. A full disk silences the file alone. */
export function createLog(home: string, now: () => string): AppLog {
  const lines: LogLine[] = [];
  const folder = join(home, 'logs');
  let day = '';
  let file: number | undefined;

  const toFile = (text: string): void => {
    try {
      const today = now().slice(0, 10);
      if (today !== day) {
        if (file !== undefined) closeSync(file);
        file = undefined;
        file = openSync(join(folder, `${today}.jsonl`), 'a', 0o660);
        day = today;
        for (const old of readdirSync(folder).sort().slice(0, -keptFiles))
          rmSync(join(folder, old), { force: true });
      }
      if (file !== undefined) writeSync(file, text);
    } catch {
      // Opened again for the next line; without closing, a full disk would cost a handle each time.
      if (file !== undefined) closeSync(file);
      day = '';
      file = undefined;
    }
  };

  const logger = pino(
    {
      level: Object.values(levels).find((level) => level === process.env.TITAN_LOG) ?? 'info',
      base: null,
      timestamp: () => `,"time":"${now()}"`,
      serializers: { error: pino.stdSerializers.err },
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[removed]' },
    },
    {
      write(text: string) {
        toFile(text);
        const { level, time, msg, logId, ...rest } = JSON.parse(text) as Record<string, unknown>;
        lines.push({
          at: String(time),
          level: levels[level as keyof typeof levels] ?? 'error',
          text: String(msg),
          detail: Object.keys(rest).length === 0 ? null : JSON.stringify(rest, null, 2),
          log_id: typeof logId === 'string' ? logId : null,
        });
        if (lines.length > kept) lines.shift();
      },
    },
  );

  const order = ['debug', 'info', 'warn', 'error'];
  return {
    debug: (fields, text) => logger.debug(fields, text),
    info: (fields, text) => logger.info(fields, text),
    warn: (fields, text) => logger.warn(fields, text),
    error: (fields, text) => logger.error(fields, text),
    recent: (limit, level) =>
      lines
        .filter((line) => order.indexOf(line.level) >= order.indexOf(level))
        .slice(-limit)
        .reverse(),
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
