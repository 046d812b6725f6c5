/** What an attacker's page, a rebinding name, a proxy trick or a broken client may send. Each is bytes on the wire. */
export interface Hostile {
  readonly name: string;
  readonly wire: string;
  /** The answers that are right; 0 is a closed connection without one. */
  readonly status: readonly number[];
}

export interface Target {
  readonly port: number;
  readonly token: string;
  /** `name=value` of a browser that is signed in. */
  readonly cookie: string;
}

/** A call that is answered when it is asked for properly. */
export interface Aim {
  readonly path: string;
  readonly body: string;
}
export const aims = {
  'a call': { path: '/v1/jobs/list', body: '{"limit":1}' },
  'a tool': {
    path: '/mcp',
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"score_rows","arguments":{"limit":1}}}',
  },
} as const satisfies Record<string, Aim>;

const wire = (line: string, headers: readonly string[], body = ''): string =>
  `${line}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;

/** The parts of requests to one aim, and a list that they are added to. */
export function requestsTo({ port, token, cookie }: Target, { path, body }: Aim) {
  const list: Hostile[] = [];
  const end = 'Connection: close';
  const length = `Content-Length: ${body.length}`;
  const line = `POST ${path} HTTP/1.1`;
  const accept = 'Accept: application/json, text/event-stream';
  const add = (name: string, status: number | readonly number[], text: string): void => {
    list.push({ name, wire: text, status: typeof status === 'number' ? [status] : status });
  };
  return {
    list,
    wire,
    add,
    end,
    length,
    line,
    host: `Host: 127.0.0.1:${port}`,
    bearer: `Authorization: Bearer ${token}`,
    cookies: `Cookie: ${cookie}`,
    own: `Origin: http://127.0.0.1:${port}`,
    json: 'Content-Type: application/json',
    /** A call that is right but for one header or line. */
    call: (
      name: string,
      status: number | readonly number[],
      headers: readonly string[],
      first = line,
    ): void => add(name, status, wire(first, [...headers, accept, length, end], body)),
  };
}
