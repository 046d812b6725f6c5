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

const wire = (line: string, headers: readonly string[], body = ''): string =>
  `${line}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;

/** A list of 80 and more, all aimed at a call that would work if it were asked for properly. */
export function hostileRequests({ port, token, cookie }: Target): Hostile[] {
  const host = `Host: 127.0.0.1:${port}`;
  const bearer = `Authorization: Bearer ${token}`;
  const cookies = `Cookie: ${cookie}`;
  const own = `Origin: http://127.0.0.1:${port}`;
  const json = 'Content-Type: application/json';
  const end = 'Connection: close';
  const body = '{"limit":1}';
  const length = `Content-Length: ${body.length}`;
  const line = 'POST /v1/jobs/list HTTP/1.1';
  const list: Hostile[] = [];
  const add = (name: string, status: number | readonly number[], text: string): void => {
    list.push({ name, wire: text, status: typeof status === 'number' ? [status] : status });
  };
  /** A call that is right but for one header or line. */
  const call = (
    name: string,
    status: number | readonly number[],
    headers: readonly string[],
    first = line,
  ): void => add(name, status, wire(first, [...headers, length, end], body));

  // DNS rebinding: the name in the address bar of the victim is the attacker's.
  for (const name of [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.evil.example:${port}`,
    `127.0.0.1:${port}.evil.example`,
    `evil.example@127.0.0.1:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:0${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `0.0.0.0:${port}`,
    `[::]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `localhost.:${port}`,
    `LOCALHOST:${port}`,
    `127.0.0.1:${port},evil.example`,
    '',
  ]) {
    call(`Host: ${name || '(empty)'}`, [400, 403], [`Host: ${name}`, bearer, json]);
  }
  call('no Host', 400, [bearer, json]);
  call('HTTP/1.0 without Host', [400, 403], [bearer, json], 'POST /v1/jobs/list HTTP/1.0');
  call('two Hosts, ours first', 400, [host, 'Host: evil.example', bearer, json]);
  call('two Hosts, ours last', 400, ['Host: evil.example', host, bearer, json]);
  call('X-Forwarded-Host beside a foreign Host', 403, [
    'Host: evil.example',
    `X-Forwarded-${host}`,
    bearer,
    json,
  ]);

  // Pages of another origin.
  for (const origin of [
    'null',
    'http://evil.example',
    'https://127.0.0.1',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    'http://127.0.0.1',
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://127.0.0.1:${port}/`,
    'file://',
    'chrome-extension://abcdefghijklmnop',
    'app://titan',
  ]) {
    call(`Origin: ${origin} with the token`, 403, [host, bearer, json, `Origin: ${origin}`]);
    call(`Origin: ${origin} with the cookie`, 403, [host, cookies, json, `Origin: ${origin}`]);
  }
  call('two Origins', 400, [host, cookies, json, own, 'Origin: http://evil.example']);
  call('own Origin, but a browser that says cross-site', 403, [
    host,
    cookies,
    json,
    own,
    'Sec-Fetch-Site: cross-site',
  ]);
  call('same-site is another port of this machine', 403, [
    host,
    cookies,
    json,
    own,
    'Sec-Fetch-Site: same-site',
  ]);
  call('the cookie without a sign of its page', 403, [host, cookies, json]);
  call('the cookie from the address bar', 403, [host, cookies, json, 'Sec-Fetch-Site: none']);
  add(
    'a preflight',
    403,
    wire('OPTIONS /v1/jobs/list HTTP/1.1', [
      host,
      'Origin: http://evil.example',
      'Access-Control-Request-Method: POST',
      end,
    ]),
  );
  add(
    'a preflight for the private network',
    403,
    wire('OPTIONS /v1/jobs/list HTTP/1.1', [
      host,
      'Origin: http://evil.example',
      'Access-Control-Request-Private-Network: true',
      end,
    ]),
  );
  add(
    'a picture of another page',
    403,
    wire('GET /media/0123456789abcdef HTTP/1.1', [
      host,
      cookies,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: no-cors',
      'Sec-Fetch-Dest: image',
      end,
    ]),
  );
  add(
    'a visit to a call from another page',
    403,
    wire('GET /v1/events HTTP/1.1', [
      host,
      cookies,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: document',
      end,
    ]),
  );
  add(
    'a frame in another page',
    403,
    wire('GET / HTTP/1.1', [
      host,
      cookies,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: iframe',
      end,
    ]),
  );

  // No key, half a key, somebody else's key.
  call('no token', 401, [host, json]);
  call('a wrong token', 401, [host, 'Authorization: Bearer AAAA', json]);
  call('the token as Basic', 401, [host, `Authorization: Basic ${token}`, json]);
  call('two tokens', 400, [host, 'Authorization: Bearer AAAA', bearer, json]);
  call('the token as a cookie', 401, [host, `Cookie: titan_session_${port}=${token}`, json, own]);
  call('two Cookie headers', 400, [host, 'Cookie: a=b', cookies, json, own]);
  call('the token in the address', 401, [host, json], `POST /v1/jobs/list?token=${token} HTTP/1.1`);
  call('a wrong token beside a good cookie', 401, [host, 'Authorization: Bearer AAAA', cookies, json, own]);

  // Simple requests that a form of another page can send.
  const form = (type: string): string[] => [host, bearer, `Content-Type: ${type}`];
  call('a form post', 400, form('application/x-www-form-urlencoded'));
  call('a multipart form', 400, form('multipart/form-data; boundary=x'));
  call('JSON as text/plain', 400, form('text/plain'));
  call('JSON as text/json', 400, form('text/json'));
  call('JSON in another charset', 400, form('application/json; charset=utf-7'));
  call('JSON with a second type', 400, form('application/json, text/plain'));
  call('JSON with a parameter', 400, form('application/json; boundary=x'));
  call('no content type', 400, [host, bearer]);
  call('two content types', 400, [host, bearer, json, 'Content-Type: text/plain']);
  call('compressed', 400, [host, bearer, json, 'Content-Encoding: gzip']);

  // Another method, or a wish for one.
  add('GET of a call', 404, wire('GET /v1/jobs/list HTTP/1.1', [host, bearer, end]));
  call('PUT of a call', 404, [host, bearer, json], 'PUT /v1/jobs/list HTTP/1.1');
  call('DELETE of a call', 404, [host, bearer, json], 'DELETE /v1/jobs/list HTTP/1.1');
  call('PATCH of a call', 404, [host, bearer, json], 'PATCH /v1/jobs/list HTTP/1.1');
  call('TRACE', [400, 404, 500], [host, bearer, json], 'TRACE /v1/jobs/list HTTP/1.1');
  add(
    'a method override',
    404,
    wire('GET /v1/jobs/list?_method=POST HTTP/1.1', [
      host,
      bearer,
      'X-HTTP-Method-Override: POST',
      'X-Method-Override: POST',
      end,
    ]),
  );
  call(
    'POST where files are sent',
    404,
    [host, bearer, json],
    'POST /v1/uploads/job_00000000/a.mp4 HTTP/1.1',
  );

  // Addresses that two readers would read in two ways.
  const paths: readonly [string, string, number | readonly number[]][] = [
    ['an absolute address', `http://127.0.0.1:${port}/v1/jobs/list`, 400],
    ['an absolute address elsewhere', 'http://evil.example/v1/jobs/list', 400],
    ['two slashes', '//v1/jobs/list', 400],
    ['an empty part', '/v1//jobs/list', 400],
    ['a step up', '/v1/x/../jobs/list', 400],
    ['an encoded step up', '/v1/x/%2e%2e/jobs/list', 400],
    ['a dot', '/v1/./jobs/list', 400],
    ['an encoded slash', '/v1/jobs%2flist', 400],
    ['an encoded letter', '/v1/job%73/list', 400],
    ['a backslash', '/v1\\jobs\\list', 400],
    ['a NUL', '/v1/jobs/list%00', 400],
    ['a fragment', '/v1/jobs/list#x', 400],
    ['a trailing slash', '/v1/jobs/list/', 404],
    ['capitals', '/V1/Jobs/List', 404],
    ['a dot for the slash', '/v1/jobs.list', 404],
    ['a third part', '/v1/jobs/list/x', 404],
    ['no part', '/v1', 404],
    ['an asterisk', '*', 400],
    ['no slash', 'v1/jobs/list', 400],
    ['a semicolon', '/v1/jobs/list;x=1', 404],
  ];
  for (const [name, path, status] of paths)
    call(`address with ${name}`, status, [host, bearer, json], `POST ${path} HTTP/1.1`);
  const put = (path: string): string => `PUT /v1/uploads/${path} HTTP/1.1`;
  call('upload with a step up', 400, [host, bearer], put('job_00000000/../../x'));
  call('upload with an encoded step up', 400, [host, bearer], put('job_00000000/%2e%2e/%2e%2e/x'));
  call('upload with an encoded slash', 400, [host, bearer], put('job_00000000/..%2f..%2fx'));
  call('upload with a backslash step', 400, [host, bearer], put('job_00000000/..%5c..%5cx'));
  call('upload with a NUL', 400, [host, bearer], put('job_00000000/a.mp4%00.txt'));
  call('upload with broken UTF-8', 400, [host, bearer], put('job_00000000/%ff.mp4'));
  call('upload without a name', 404, [host, bearer], put('job_00000000'));
  call('upload with the cookie alone', 403, [host, cookies], put('job_00000000/a.mp4'));

  // Bodies and framing.
  const post = (headers: readonly string[], content: string): string =>
    wire(line, [host, bearer, json, ...headers], content);
  add('a body that is not JSON', 400, post(['Content-Length: 3', end], '{a}'));
  add('an empty body', 400, post(['Content-Length: 0', end], ''));
  add('no body at all', 400, post([end], ''));
  add('a body that is not UTF-8', 400, post(['Content-Length: 3', end], '"\xff"'));
  add('a body that says it is too long', 400, post(['Content-Length: 1048577', end], 'x'));
  add(
    'a chunked body that is too long',
    400,
    post(['Transfer-Encoding: chunked', end], `100001\r\n${'x'.repeat(0x100001)}\r\n0\r\n\r\n`),
  );
  add(
    'a length and chunks',
    [0, 400],
    post([length, 'Transfer-Encoding: chunked', end], `b\r\n${body}\r\n0\r\n\r\n`),
  );
  add('two lengths', [0, 400], post([length, 'Content-Length: 3', end], body));
  add('a negative length', [0, 400], post(['Content-Length: -1', end], body));
  add('an unknown transfer coding', 400, post(['Transfer-Encoding: gzip', end], body));
  add(
    'a header folded over two lines',
    [0, 400],
    wire(line, [host, `Authorization: Bearer`, ` ${token}`, json, length, end], body),
  );
  add(
    'a space before the colon',
    [0, 400],
    wire(line, [host, bearer, 'Content-Type : application/json', length, end], body),
  );
  add('bare line feeds', [0, 400], `${line}\n${host}\n${bearer}\n${json}\n${length}\n\n${body}`);
  add(
    'headers that are too long',
    431,
    wire(line, [host, bearer, json, `X-Fill: ${'x'.repeat(20_000)}`, length, end], body),
  );
  add('HTTP/2 preface', [0, 400, 505], 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  add('no HTTP', [0, 400], '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');
  add(
    'a WebSocket',
    403,
    wire('GET /v1/events HTTP/1.1', [
      host,
      bearer,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ]),
  );
  add(
    'HTTP/2 by upgrade',
    403,
    wire('GET / HTTP/1.1', [
      host,
      bearer,
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQAAP__',
    ]),
  );
  add('use as a proxy', 403, wire(`CONNECT 127.0.0.1:${port} HTTP/1.1`, [host, bearer]));
  return list;
}
