import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Tree } from '../emulators/drive/tree.ts';
import { emulateHubspot } from '../emulators/hubspot.ts';
import { inBatch } from '../emulators/meta/batch.ts';
import { metaEmulator } from '../emulators/meta/emulator.ts';
import { json, serve } from '../emulators/support/serve.ts';
import { builtCli } from '../support/built-cli.ts';
import { node } from '../support/children.ts';
import { picture } from '../support/drive/autumn.ts';
import { googleService } from '../support/drive/service.ts';
import { hasKeyring, inLockedSession, inSession, keyringEnvironment } from '../support/keyring.ts';
import { berlin, makeAccounts } from '../support/meta/world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const cli = `"${process.execPath}" "${builtCli}"`;

const canaries = {
  openai: 'sk-canary-openai-0123456789abcdefg-4f2a',
  anthropic: 'sk-ant-canary-0123456789abcdefghij-9c1e',
  gemini: 'AIza-canary-0123456789abcdefghijkl-77d0',
  meta: 'EAAB-canary-0123456789abcdefghijkl-51e3',
  hubspot: 'pat-eu1-canary-0123456789abcdefghi-88b4',
  wrong: 'sk-canary-that-is-refused-0123456-aaaa',
};

/** Every way in which a secret might have been written down. */
function shapesOf(secret: string): Buffer[] {
  const half = [...secret]
    .slice(Math.floor(secret.length / 2))
    .reverse()
    .join('');
  const texts = [
    secret,
    half,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    // Without the last group, which depends on what stands behind it.
    ...[0, 1, 2].map((shift) =>
      Buffer.from(`${' '.repeat(shift)}${secret}`)
        .toString('base64')
        .slice(4, -4),
    ),
  ];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le')];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** The model services, as far as a key is tried on them. */
async function models() {
  const service = await serve(async (request, response) => {
    const given = String(
      request.headers.authorization?.replace('Bearer ', '') ?? request.headers['x-goog-api-key'] ?? '',
    );
    if (!(Object.values(canaries) as string[]).includes(given) || given === canaries.wrong)
      return json(response, 401, { error: { message: `no such key: ${given}` } });
    json(response, 200, { data: [{ id: 'm' }] }, { 'openai-organization': 'acme' });
  });
  onTestFinished(() => service.close());
  return service;
}

const needsKeyring = it.skipIf(!hasKeyring);

needsKeyring(
  'keeps secrets in the keychain from one session to the next, and leaves none anywhere else',
  async () => {
    const folder = tempFolder();
    const home = join(folder, 'titan');
    const service = await models();
    const tree = new Tree();
    tree.file('ad.png', tree.root, await picture(1));
    const google = await googleService(tree, folder);
    onTestFinished(() => google.close());
    const keyFile = google.environment.GOOGLE_DRIVE_CREDENTIALS as string;
    const { private_key } = JSON.parse(readFileSync(keyFile, 'utf8')) as { private_key: string };
    const meta = await metaEmulator({
      accounts: makeAccounts([{ ...berlin, campaigns: 1 }], 3, Date.now(), 7),
      nowMs: () => Date.now(),
      token: canaries.meta,
      quickReports: true,
    });
    onTestFinished(() => meta.close());
    const hubspot = await emulateHubspot(canaries.hubspot);
    onTestFinished(() => hubspot.close());
    const events = join(folder, 'events.csv');
    writeFileSync(
      events,
      `event_id,event_name,event_time,value,currency,email\nc-1,Purchase,${Math.floor(Date.now() / 1000) - 60},9.90,EUR,a@b.example\n`,
    );
    const out = join(folder, 'out');
    const env = {
      ...keyringEnvironment(join(folder, 'user')),
      TITAN_HOME: home,
      TITAN_LOG: 'debug',
      OPENAI_BASE_URL: `${service.origin}/v1`,
      ANTHROPIC_BASE_URL: service.origin,
      GEMINI_BASE_URL: service.origin,
      DRIVE_BASE_URL: google.drive.origin,
      GOOGLE_OAUTH_BASE_URL: google.oauth.origin,
      META_BASE_URL: meta.origin,
      HUBSPOT_BASE_URL: hubspot.url,
    };
    writeFileSync(out, '');
    const first = await inSession(
      `exec > >(tee -a "${out}") 2>&1
       while sleep 0.3; do cat /proc/[0-9]*/cmdline; done > "${out}.processes" 2>/dev/null & watcher=$!
       printf '%s\\n' "$CANARY_OPENAI" | ${cli} connect openai
       printf '%s\\n' "$CANARY_WRONG" | ${cli} connect openai
       ANTHROPIC_API_KEY="$CANARY_ANTHROPIC" ${cli} connect anthropic --from-env
       printf '%s\\n' "$CANARY_GEMINI" | ${cli} connect gemini --json
       GOOGLE_DRIVE_CREDENTIALS="${keyFile}" ${cli} connect google --from-env
       printf '%s\\n' "$CANARY_META" | ${cli} connect meta
       printf '%s\\n' "$CANARY_HUBSPOT" | ${cli} connect hubspot
       ${cli} accounts
       ${cli} refresh-meta --days-back 3
       ${cli} refresh-hubspot
       ${cli} send-conversions "${events}" --pixel 1234567890
       ${cli} analyze ${tree.root.id}
       ${cli} analyze ${tree.root.id} --council all --budget 1
       ${cli} backup
       ${cli} export --format json --out "${home}/export.json"
       ${cli} export --format html --out "${home}/export.html"
       ${cli} ads --json
       ${cli} doctor --json
       kill $watcher; wait $watcher 2>/dev/null; sleep 0.2`,
      {
        ...env,
        CANARY_OPENAI: canaries.openai,
        CANARY_WRONG: canaries.wrong,
        CANARY_ANTHROPIC: canaries.anthropic,
        CANARY_GEMINI: canaries.gemini,
        CANARY_META: canaries.meta,
        CANARY_HUBSPOT: canaries.hubspot,
      },
    );
    const told = readFileSync(out, 'utf8');
    expect(told, first.stderr).toContain('openai connected as acme, ends in 4f2a');
    expect(told).toContain('AUTH_EXPIRED');
    expect(told).toContain('anthropic connected as acme, ends in 9c1e');
    expect(told).toContain('google connected as anna@example.com');
    expect(told).toMatch(/meta connected as .*, ends in 51e3/);
    expect(told).toContain('hubspot connected as HubSpot 4711, ends in 88b4');
    expect(told).toContain('0 deals');
    expect(told).toMatch(/1 found: 1 analyzed/);
    // The council asked with all three keys, and got nothing that it could use.
    expect(service.seen.filter(({ method }) => method === 'POST').length).toBeGreaterThanOrEqual(3);
    // Each token was used, and in a header alone.
    expect(meta.seen.length).toBeGreaterThan(3);
    expect(hubspot.log.length).toBeGreaterThan(3);

    // Another session, as after the next start of the machine.
    const second = await inSession(
      `${cli} accounts test openai; ${cli} accounts --json; ${cli} accounts remove openai
       ${cli} accounts test openai || echo "then $?"`,
      env,
    );
    expect(second.stdout, second.stderr).toContain('openai connected as acme');
    const { accounts } = JSON.parse(
      second.stdout.split('\n').find((line) => line.startsWith('{')) ?? '{}',
    ) as {
      accounts: { service: string; kept_in: string | null; ends_in: string | null }[];
    };
    const short = accounts.map(({ service, kept_in, ends_in }) => `${service} ${kept_in} ${ends_in}`);
    expect(short).toContain('gemini keychain 77d0');
    expect(short).toContain('google keychain 4f2a');
    expect(second.stdout).toContain('then 4');

    const [, keyBody = ''] = private_key.split('\n');
    const looked = filesBelow(home);
    expect(looked.some((path) => path.endsWith('titan.db'))).toBe(true);
    expect(looked.some((path) => path.includes('backups'))).toBe(true);
    expect(looked.some((path) => path.includes('logs'))).toBe(true);
    expect(looked.filter((path) => path.includes('export.'))).toHaveLength(2);
    const hits: string[] = [];
    for (const path of [...looked, out, `${out}.processes`]) {
      const content = readFileSync(path);
      for (const [name, secret] of [...Object.entries(canaries), ['google', keyBody] as const])
        for (const [at, shape] of shapesOf(secret).entries())
          if (content.includes(shape)) hits.push(`${name} as ${at} in ${path}`);
    }
    // The list of processes was looked at, and says what ran.
    expect(readFileSync(`${out}.processes`, 'utf8')).toContain('connect');
    expect(hits).toEqual([]);
    const sentToMeta = meta.seen.filter(({ headers }) => headers[inBatch] === undefined);
    expect(sentToMeta.length).toBeLessThan(meta.seen.length);
    for (const { path, query } of [
      ...service.seen,
      ...google.drive.seen,
      ...google.oauth.seen,
      ...sentToMeta,
    ])
      expect(`${path}?${query}`).not.toContain('canary');
    for (const { path } of hubspot.log) expect(path).not.toContain('canary');
  },
  300_000,
);

needsKeyring(
  'a locked keychain that nobody opens keeps a key for the session alone, and says so; what it still holds can be removed later',
  async () => {
    const folder = tempFolder();
    const home = join(folder, 'titan');
    const service = await models();
    const env = {
      ...keyringEnvironment(join(folder, 'user')),
      TITAN_HOME: home,
      OPENAI_BASE_URL: `${service.origin}/v1`,
      CANARY_OPENAI: canaries.openai,
      CANARY_OTHER: canaries.anthropic,
    };
    const connecting = (name: string) => `printf '%s\\n' "$${name}" | ${cli} connect openai`;
    const connect = connecting('CANARY_OPENAI');
    expect((await inSession(connect, env)).stdout).toContain('ends in 4f2a');
    // The next session: its keyring is there and locked, and nobody is there to be asked for the password.
    const locked = await inLockedSession(`${cli} accounts test openai; echo "then $?"; ${connect}`, env);
    expect(locked.stdout).toContain('then 4');
    expect(locked.stderr).toContain('NOT_CONNECTED');
    expect(locked.stdout).toContain('openai connected as acme, ends in 4f2a');
    expect(locked.stderr).toContain('Nothing was stored: The keychain cannot be used');
    // It was not lost: once it is open again, so is the account.
    expect((await inSession(`${cli} accounts test openai`, env)).stdout).toContain(
      'openai connected as acme',
    );
    // Replaced by another while it is locked, it is not used again, and goes once somebody opens the keychain.
    expect((await inLockedSession(connecting('CANARY_OTHER'), env)).stdout).toContain('ends in 9c1e');
    const remove = `${cli} accounts remove openai`;
    const later = await inSession(`${cli} accounts test openai; ${remove}; ${remove}`, env);
    expect(later.stderr.match(/Nothing is connected for GPT/g)).toHaveLength(2);
    expect(later.stdout.trim()).toBe('openai is not connected.');
    for (const path of filesBelow(home))
      for (const shape of [...shapesOf(canaries.openai), ...shapesOf(canaries.anthropic)])
        expect(readFileSync(path).includes(shape), path).toBe(false);
  },
  180_000,
);

it.skipIf(process.platform !== 'linux')('a key file that others can read is told', async () => {
  const folder = tempFolder();
  const google = await googleService(new Tree(), folder);
  onTestFinished(() => google.close());
  const file = google.environment.GOOGLE_DRIVE_CREDENTIALS as string;
  const env = {
    ...google.environment,
    TITAN_HOME: join(folder, 'titan'),
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  };
  const connected = () => node([builtCli, 'connect', 'google', '--from-env'], env).ended;
  expect((await connected()).stderr).not.toContain('chmod');
  chmodSync(file, 0o640);
  expect((await connected()).stderr).toContain(`can read ${file}: chmod 600 it`);
});

// Elsewhere there always is a keychain, and it is the one of who runs the tests.
it.skipIf(process.platform !== 'linux')(
  'without a keychain a key is not stored, and that is said',
  async () => {
    const folder = tempFolder();
    const service = await models();
    const env = {
      TITAN_HOME: join(folder, 'titan'),
      OPENAI_BASE_URL: `${service.origin}/v1`,
      OPENAI_API_KEY: canaries.openai,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    };
    const titan = (...args: string[]) => node([builtCli, ...args], env).ended;
    const { code, stdout, stderr } = await titan('connect', 'openai', '--from-env');
    expect(code).toBe(0);
    expect(stdout).toContain('ends in 4f2a');
    expect(stderr).toContain('Nothing was stored');
    expect((await titan('accounts', '--json')).stdout).toContain('"kept_in":"environment"');
    for (const path of filesBelow(env.TITAN_HOME))
      for (const shape of shapesOf(canaries.openai))
        expect(readFileSync(path).includes(shape), path).toBe(false);
  },
  60_000,
);
