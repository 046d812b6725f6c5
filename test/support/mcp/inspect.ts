import type { Tool } from './registry-tool.ts';

const calls = [
  ['--method', 'tools/list'],
  ['--method', 'resources/list'],
  ['--method', 'resources/templates/list'],
  ['--method', 'prompts/list'],
  ['--method', 'prompts/get', '--prompt-name', 'review-ad', '--prompt-args', 'ad=calm.png'],
  ['--method', 'tools/call', '--tool-name', 'score_rows', '--tool-arg', 'limit=1'],
  ['--method', 'tools/call', '--tool-name', 'score_show', '--tool-arg', 'ad=nowhere.mp4'],
  ['--method', 'logging/setLevel', '--log-level', 'warning'],
] as const;
/** The same calls by the Inspector's command line over each way; they must be answered, and alike. */
export async function inspect(inspector: Tool, ways: Readonly<Record<string, readonly string[]>>) {
  const failed: string[] = [];
  const answers = new Map<string, string>();
  for (const [way, target] of Object.entries(ways)) {
    for (const call of calls) {
      const name = call.slice(1).join(' ');
      const { code, said } = await inspector(['--cli', ...target, ...call]);
      const right = name.endsWith('ad=nowhere.mp4') ? said.includes('NOT_FOUND') : code === 0;
      if (!right) failed.push(`${way}: ${name}: ${said.slice(-300)}`);
      const before = answers.get(name);
      if (before !== undefined && before !== said) failed.push(`${name} differs by way`);
      answers.set(name, said);
    }
  }
  return { calls: calls.length * Object.keys(ways).length, failed };
}
