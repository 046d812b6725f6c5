import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A door beside a gateway for programs that cannot send a token: it adds the token, waits where it is told to, and passes
 * everything else on as it came, a foreign Host or Origin above all.
 */
export async function doorWithToken(gateway: { readonly port: number; readonly token: string }) {
  const found = { requests: 0, waits: 0 };
  const ask = async (incoming: IncomingMessage, body: Buffer, own: string): Promise<IncomingMessage> => {
    const theirs = `127.0.0.1:${gateway.port}`;
    const { host = '', origin, ...headers } = incoming.headers;
    for (;;) {
      const outgoing = request({
        port: gateway.port,
        host: '127.0.0.1',
        method: incoming.method,
        path: incoming.url,
        headers: {
          ...headers,
          host: host === own ? theirs : host,
          ...(origin === undefined
            ? {}
            : { origin: origin === `http://${own}` ? `http://${theirs}` : origin }),
          authorization: `Bearer ${gateway.token}`,
        },
      });
      incoming.once('close', () => {
        if (incoming.destroyed && !incoming.complete) outgoing.destroy();
      });
      outgoing.end(body);
      const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
      if (answer.statusCode !== 429) return answer;
      found.waits += 1;
      answer.resume();
      await wait(1000 * Number(answer.headers['retry-after'] ?? 1));
    }
  };
  const server = createServer(async (incoming, outgoing) => {
    found.requests += 1;
    const { port } = server.address() as AddressInfo;
    const body = Buffer.concat(await incoming.toArray());
    try {
      const answer = await ask(incoming, body, `127.0.0.1:${port}`);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      outgoing.once('close', () => answer.destroy());
    } catch (error) {
      outgoing.writeHead(502).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    found,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
