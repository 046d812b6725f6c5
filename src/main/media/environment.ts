/** What a decoder may know of this process: where programs and temporary files are. No token, no proxy, no option. */
export function scrubbedEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { LANG: 'C', LC_ALL: 'C' };
  for (const name of [
    'PATH',
    'HOME',
    'USERPROFILE',
    'SystemRoot',
    'TMPDIR',
    'TEMP',
    'TMP',
    'XDG_CACHE_HOME',
  ]) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
