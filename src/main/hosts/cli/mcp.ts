import type { App } from '../app.ts';
import { mcpOnStdio } from '../mcp/start.ts';

/** Tools, ads and questions for a language model, until the other side closes or Ctrl-C. stdout is the protocol's alone. */
export async function mcp(app: App): Promise<number> {
  const connection = mcpOnStdio(app);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    process.stdin.once('close', resolve);
    process.stdin.once('end', resolve);
  });
  await connection.close();
  return 0;
}
