import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { hosts } from '../../../contract/index.ts';
import { pictureKinds } from '../app.ts';

/** What a client may say over the local socket: one JSON document a line. */
export const Request = z.union([
  z.strictObject({
    n: z.int(),
    call: z.string(),
    input: z.unknown(),
    host: z.enum(hosts),
    person: z.boolean(),
    token: z.boolean().default(false),
  }),
  z.strictObject({ n: z.int(), locate: z.enum(pictureKinds), ad: z.string() }),
]);
export type Request = z.infer<typeof Request>;

/** What the owner answers: its version once, then answers by number and events as they happen. */
export interface Hello {
  readonly version: string;
}
export type Reply =
  | { readonly hello: Hello }
  | { readonly n: number; readonly value: unknown }
  | { readonly event: unknown }
  /** The last one of an owner that closes: what it has not answered by now it has not heard. */
  | { readonly bye: true };

export const send = (socket: Socket, frame: Request | Reply): void => {
  if (!socket.destroyed) socket.write(`${JSON.stringify(frame)}\n`);
};

/** Calls back for each whole line; destroys the socket when one grows over `maxBytes`. */
export function onLines(socket: Socket, maxBytes: number, take: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    let text = decoder.write(chunk);
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      parts.push(text.slice(0, end));
      text = text.slice(end + 1);
      take(parts.join(''));
      parts = [];
      length = 0;
    }
    parts.push(text);
    length += text.length;
    if (length > maxBytes) socket.destroy(new Error('line too long'));
  });
}
