import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Random } from '../clips/random.ts';
import { type ActAccount, openAccount } from './meta-account.ts';

export const killChild = join(import.meta.dirname, 'kill-child.ts');
const moments = ['read', 'before', 'after', 'answered', 'any time'] as const;
type Moment = (typeof moments)[number];

export interface Kills {
  readonly kills: number;
  readonly requests: number;
  readonly targets: number;
  /** By the account's own books. */
  readonly doubled: number;
  readonly lost: number;
  readonly failures: readonly string[];
  readonly at: Readonly<Record<Moment, number>>;
}

/**
 * A process that carries requests out is killed (-9) at seeded moments around its calls, and started again until all is
 * done; then the account is asked what happened to it. One library holds forty requests of one to three budgets.
 */
export async function killAround(
  folder: string,
  wanted: number,
  seed: number,
  { requestsEach = 40, script = killChild } = {},
): Promise<Kills> {
  const random = new Random(seed);
  const at: Record<Moment, number> = { read: 0, before: 0, after: 0, answered: 0, 'any time': 0 };
  const sum = { kills: 0, requests: 0, targets: 0, doubled: 0, lost: 0 };
  const failures: string[] = [];
  while (sum.kills < wanted) {
    const account = await openAccount();
    account.lagMs = () => 20;
    const home = join(folder, `library-${sum.requests}`);
    let n = 100;
    const plan = Array.from({ length: requestsEach }, () =>
      Array.from({ length: 1 + random.whole(0, 2) }, () => String(n++)),
    );
    const targets = plan.flat();
    for (const id of targets) account.target(id);
    for (;;) {
      const moment = sum.kills < wanted ? random.pick(moments) : undefined;
      const child = spawn(process.execPath, [script, home, account.origin, JSON.stringify(plan)], {
        env: { ...process.env, NODE_NO_WARNINGS: '1' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
      const disarm = moment ? arm(account, child, moment, random) : () => undefined;
      const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
        child.once('close', (...ended) => resolve(ended)),
      );
      disarm();
      if (signal === 'SIGKILL' && moment) {
        sum.kills += 1;
        at[moment] += 1;
        continue;
      }
      if (code !== 0) failures.push(said.slice(0, 400));
      break;
    }
    const effects = targets.map((id) => account.effects().filter(({ target }) => target === id).length);
    sum.requests += plan.length;
    sum.targets += targets.length;
    sum.doubled += effects.filter((count) => count > 1).length;
    sum.lost += effects.filter((count) => count === 0).length;
    await account.close();
    if (failures.length > 0) break;
  }
  return { ...sum, failures, at };
}

/** Sets the child up to die; answers how to call that off. */
function arm(account: ActAccount, child: ChildProcess, moment: Moment, random: Random): () => void {
  if (moment === 'any time') {
    const timer = setTimeout(() => child.kill('SIGKILL'), random.whole(200, 1500));
    return () => clearTimeout(timer);
  }
  // Reads come several to a write.
  let left = 1 + random.whole(0, moment === 'read' ? 11 : 3);
  const laterMs = moment === 'answered' ? random.whole(0, 3) : 0;
  account.moment = (name) => {
    if (name !== moment) return;
    left -= 1;
    if (left !== 0) return;
    if (laterMs === 0) child.kill('SIGKILL');
    else setTimeout(() => child.kill('SIGKILL'), laterMs);
  };
  return () => {
    account.moment = () => undefined;
  };
}
