import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';

/** A client that a model could have, closed when the test is over. */
export async function connect(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

/**
 * It takes in the schemas of all tools in this process, which on a busy machine keeps the gateway, in it too, from seeing
 * its next request before it closes a quiet connection: each request has one of its own.
 */
export function connectOverHttp(origin: string, token: string): Promise<Client> {
  const requestInit = { headers: { authorization: `Bearer ${token}`, connection: 'close' } };
  return connect(new StreamableHTTPClientTransport(new URL('/mcp', origin), { requestInit }));
}
