import { promptList } from '../../../src/main/hosts/mcp/prompts.ts';
import { toolList } from '../../../src/main/hosts/mcp/tools.ts';
import type { Random } from '../clips/random.ts';
import { oddValue, spoil, valueFor } from './values.ts';

const methods = [
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'resources/subscribe',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'subscriptions/listen',
  'tasks/list',
  'sampling/createMessage',
  'notifications/initialized',
  'notifications/cancelled',
  'notifications/progress',
  'constructor',
  '',
];
const uris = [
  'titan://ads/0123456789abcdef',
  'titan://ads/0123456789abcdef/picture',
  'titan://ads/../../etc/passwd',
  'file:///etc/passwd',
  'titan://',
  '',
];
const envelope = (random: Random) => ({
  'io.modelcontextprotocol/protocolVersion': random.pick(['2026-07-28', '2025-11-25', 'v999', 7]),
  'io.modelcontextprotocol/clientInfo': { name: 'fuzz', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': random.chance(0.8) ? {} : oddValue(random),
});

function params(method: string, random: Random): unknown {
  if (random.chance(0.15)) return oddValue(random);
  switch (method) {
    case 'tools/call': {
      const tool = random.pick(toolList());
      return { name: tool.name, arguments: valueFor(tool.inputSchema as never, random) };
    }
    case 'resources/read':
    case 'resources/subscribe':
      return { uri: random.chance(0.8) ? random.pick(uris) : oddValue(random) };
    case 'resources/list':
      return { cursor: random.chance(0.5) ? String(random.whole(0, 300)) : oddValue(random) };
    case 'prompts/get': {
      const { name } = random.pick(promptList());
      return { name, arguments: random.chance(0.5) ? { ad: 'calm.png', ads: 'a,b' } : oddValue(random) };
    }
    case 'completion/complete':
      return {
        ref: random.pick([{ type: 'ref/prompt', name: 'review-ad' }, oddValue(random)]),
        argument: { name: random.pick(['ad', 'x']), value: random.pick(['', 'c', oddValue(random)]) },
      };
    case 'initialize':
      return {
        protocolVersion: random.pick(['2025-11-25', '2024-11-05', 'v999', '']),
        capabilities: {},
        clientInfo: { name: 'fuzz', version: '1' },
      };
    default:
      return {};
  }
}

/** One message of the protocol as a broken or a hostile client may send it; never two lines. */
export function fuzzedMessage(random: Random, id: number): Buffer {
  const method = random.chance(0.4) ? 'tools/call' : random.pick(methods);
  const given = params(method, random);
  const message: Record<string, unknown> = {
    jsonrpc: random.chance(0.95) ? '2.0' : oddValue(random),
    method: random.chance(0.97) ? method : oddValue(random),
    params:
      random.chance(0.5) && typeof given === 'object' && given !== null && !Array.isArray(given)
        ? { ...given, _meta: random.chance(0.9) ? envelope(random) : oddValue(random) }
        : given,
  };
  if (!method.startsWith('notifications/') || random.chance(0.1))
    message.id = random.chance(0.9) ? `fuzz ${id}` : oddValue(random);
  const text = random.chance(0.03)
    ? JSON.stringify(Array.from({ length: random.whole(0, 50) }, () => message))
    : JSON.stringify(message);
  const bytes = random.chance(0.15) ? spoil(text, random) : Buffer.from(text);
  return Buffer.from(bytes.filter((byte) => byte !== 10 && byte !== 13));
}
