import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBaseAddress, readEnvironment } from '../../../src/main/hosts/environment.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('base addresses', () => {
  it.each([
    ['https://proxy.example/google/', 'https://proxy.example/google'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:11434/v1/', 'http://localhost:11434/v1'],
    ['http://[::1]:9', 'http://[::1]:9'],
  ])('%s is taken', (given, address) => {
    expect(checkBaseAddress('DRIVE_BASE_URL', given)).toBe(address);
  });

  it.each([
    'http://proxy.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.8:80',
    'ftp://127.0.0.1',
    'https://user:pass@proxy.example',
    'https://proxy.example/?key=1',
    'proxy.example',
    '',
  ])('%s is refused, so no key goes there', (given) => {
    expect(() => checkBaseAddress('DRIVE_BASE_URL', given)).toThrow('DRIVE_BASE_URL');
  });

  it('one that is wrong stops the start', () => {
    expect(() => readEnvironment({ ANTHROPIC_BASE_URL: 'http://example.com' })).toThrow('ANTHROPIC_BASE_URL');
    expect(readEnvironment({}).bases.drive).toBeNull();
  });
});

describe('credentials of the environment', () => {
  it('are read when they are asked for', async () => {
    const file = join(tempFolder(), 'key.json');
    writeFileSync(
      file,
      JSON.stringify({
        type: 'service_account',
        client_email: 'ads@project.iam.gserviceaccount.com',
        private_key_id: '0123456789abcdef4f2a',
        private_key: '-----BEGIN PRIVATE KEY-----\n',
      }),
    );
    const environment = readEnvironment({
      OPENAI_API_KEY: 'sk-1',
      LOCAL_MODEL_URL: 'http://127.0.0.1:11434',
      GOOGLE_DRIVE_CREDENTIALS: file,
    });
    expect(await environment.credential('openai')).toEqual({ kind: 'key', key: 'sk-1' });
    expect(await environment.credential('local')).toMatchObject({ url: 'http://127.0.0.1:11434' });
    expect(await environment.credential('google')).toMatchObject({ kind: 'service_account' });
    expect(await environment.credential('gemini')).toBeNull();
    expect(environment.variable('openai')).toBe('OPENAI_API_KEY');
  });

  it('a key file that is missing or another one is told by its name, never by its content', async () => {
    const file = join(tempFolder(), 'canary.json');
    writeFileSync(file, '{"private_key":"canary-private-key"}');
    const read = (path: string) =>
      readEnvironment({ GOOGLE_DRIVE_CREDENTIALS: path })
        .credential('google')
        .catch((error: Error) => error.message);
    expect(await read(`${file}.not`)).toContain('ENOENT');
    expect(await read(file)).not.toContain('canary-private-key');
  });
});
