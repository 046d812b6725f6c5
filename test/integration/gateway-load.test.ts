import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxConnections } from '../../src/main/hosts/gateway/limits.ts';
import { get } from '../unit/hosts/gateway/ask.ts';
import { type Running, runGateway } from '../unit/hosts/gateway/fake-app.ts';

let running: Running;
beforeAll(async () => {
  running = await runGateway();
});
afterAll(() => running.stop());

interface Slow {
  readonly socket: Socket;
  readonly closed: Promise<void>;
}

/** A client that says one thing and then drips a letter now and then, for as long as it is let. */
const slowClient = (first: string): Promise<Slow> =>
  new Promise((resolve) => {
    const socket = connect({ port: running.gateway.port, host: '127.0.0.1' });
    const drip = setInterval(() => socket.write('x'), 500);
    const closed = new Promise<void>((end) => {
      socket.once('close', () => {
        clearInterval(drip);
        end();
      });
    });
    socket.on('error', () => undefined);
    socket.resume();
    socket.once('connect', () => {
      socket.write(first);
      resolve({ socket, closed });
    });
  });

describe('slow clients', () => {
  it('are bounded in number and let go, and honest ones are served again', async () => {
    const { port, token } = running.gateway;
    const host = `Host: 127.0.0.1:${port}`;
    const body = await slowClient(
      `POST /v1/jobs/list HTTP/1.1\r\n${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    );
    const heads = await Promise.all(
      Array.from({ length: maxConnections * 2 }, () => slowClient(`GET / HTTP/1.1\r\n${host}\r\nX-Slow: `)),
    );
    await expect
      .poll(() => heads.filter(({ socket }) => !socket.destroyed).length)
      .toBeLessThanOrEqual(maxConnections - 1);
    await Promise.all([body, ...heads].map(({ closed }) => closed));
    expect(running.app.calls).toEqual([]);
    expect((await get(running, '/v1/openapi.json')).status).toBe(200);
  });
});
