import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are and reads until the other side closes, or has been silent for a while. */
export function sendRaw(
  port: number,
  text: string | Uint8Array,
  host = '127.0.0.1',
  silentMs = 1_000,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host });
    const end = (): void => {
      socket.destroy();
      const answer = Buffer.concat(chunks).toString('latin1');
      const split = answer.indexOf('\r\n\r\n');
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0),
        head: split < 0 ? answer : answer.slice(0, split),
        body: split < 0 ? '' : answer.slice(split + 4),
      });
    };
    socket.setTimeout(silentMs, end);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', end);
    socket.on('close', end);
    socket.on('connect', () => socket.write(text));
  });
}
