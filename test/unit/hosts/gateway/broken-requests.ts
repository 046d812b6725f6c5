import { aims, type Hostile, requestsTo, type Target } from './hostile.ts';

/** Methods, addresses and bytes that two readers would read in two ways, or none should take. */
export function brokenRequests(target: Target): Hostile[] {
  const { port, token } = target;
  const aim = aims['a call'];
  const { body } = aim;
  const { list, wire, add, call, host, bearer, cookies, json, end, length, line } = requestsTo(target, aim);

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
