import { type Aim, type Hostile, requestsTo, type Target } from './hostile.ts';

/** What reaches this machine from a page of somebody else: by a name that was pointed here, by a form, by a script. */
export function crossSiteRequests(target: Target, aim: Aim): Hostile[] {
  const { port, token } = target;
  const { list, wire, add, call, host, bearer, cookies, own, json, end } = requestsTo(target, aim);

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
  call('HTTP/1.0 without Host', [400, 403], [bearer, json], `POST ${aim.path} HTTP/1.0`);
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
    wire(`OPTIONS ${aim.path} HTTP/1.1`, [
      host,
      'Origin: http://evil.example',
      'Access-Control-Request-Method: POST',
      end,
    ]),
  );
  add(
    'a preflight for the private network',
    403,
    wire(`OPTIONS ${aim.path} HTTP/1.1`, [
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
  call('the token in the address', 401, [host, json], `POST ${aim.path}?token=${token} HTTP/1.1`);
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

  // What else a page can make a browser send.
  const evil = 'Origin: http://evil.example';
  call('a Referer of ours in place of an Origin', 403, [
    host,
    cookies,
    json,
    `Referer: http://127.0.0.1:${port}/`,
  ]);
  call('the token from a page that says cross-site', 403, [host, bearer, json, 'Sec-Fetch-Site: cross-site']);
  call('a beacon of another page', 403, [host, cookies, 'Content-Type: text/plain', evil]);
  call('a form of another page with the cookie', 403, [
    host,
    cookies,
    'Content-Type: application/x-www-form-urlencoded',
    evil,
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Dest: document',
  ]);
  call('a form of a page without an origin', 403, [
    host,
    cookies,
    'Content-Type: text/plain',
    'Origin: null',
  ]);
  call('a fetch without CORS', 403, [
    host,
    cookies,
    'Content-Type: text/plain',
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Mode: no-cors',
  ]);
  call('a form with our Origin, as text', 400, [host, cookies, 'Content-Type: text/plain', own]);
  call('a rebinding name in Host and Origin', 403, [
    `Host: evil.example:${port}`,
    `Origin: http://evil.example:${port}`,
    cookies,
    json,
  ]);
  call(
    'our name in the address, another in Host',
    [400, 403],
    ['Host: evil.example', bearer, json],
    `POST http://127.0.0.1:${port}${aim.path} HTTP/1.1`,
  );
  call('X-Forwarded-For and a foreign Origin', 403, [
    host,
    cookies,
    json,
    evil,
    'X-Forwarded-For: 127.0.0.1',
  ]);
  for (const method of ['GET', 'DELETE'])
    call(
      `${method} of another page with the cookie`,
      403,
      [host, cookies, evil],
      `${method} ${aim.path} HTTP/1.1`,
    );
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
    'a WebSocket of another page',
    403,
    wire(`GET ${aim.path} HTTP/1.1`, [
      host,
      cookies,
      evil,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ]),
  );
  return list;
}
