import { AppError } from '../../contract/index.ts';
import { unfinished, waiting } from '../core/approve/approval.ts';
import type { ApprovalRow, Part, Reader, Writer } from '../ports.ts';
import { attemptsAtMost } from './act-look-up.ts';
import { type ApproveParts, keep, ourselves, setStopped, step } from './approve.ts';

/** The jobs of the library, beside its requests. */
interface Jobs {
  readonly reader: Pick<Reader, 'unfinishedJobs'>;
  readonly writer: Pick<Writer, 'setJobState'>;
}

/**
 * A backup that took the library's place knows nothing of what was done since: what it holds for approved may have been
 * carried out, and taken back. Before anything goes on, all that had not left is voided, and of what had begun nothing
 * more is sent; a look-up may still find it, and else a person says what became of it. A run of models knows as little of
 * what it has paid since, nor the library whether everything was stopped or how much was allowed today: all rests until a
 * person lets it go on.
 */
export async function holdBackOlder(parts: ApproveParts & Jobs): Promise<void> {
  const { reader, writer } = parts;
  const isMarked = await reader.isFromBackup();
  if (!isMarked && !(await isBehind(parts))) return;
  // Before the log goes on, by which it catches up with its end: a crash must not leave this half done.
  if (!isMarked) await writer.setFromBackup(true);
  await setStopped(parts, true, async () => undefined, { actor: ourselves, reason: `${fromBackup}.` });
  for (const job of await reader.unfinishedJobs())
    if (job.kind === 'judge')
      await writer.setJobState(job.id, 'paused', parts.clock.now(), { error: restored });
  for (const row of await reader.approvalRows(waiting, 10_000)) await holdBack(parts, row);
  await writer.setFromBackup(false);
}

const fromBackup = 'A backup took the place of the library';
const reason = `${fromBackup}: what became of this since is not known here. Look where it would have taken effect`;
const restored = new AppError('CONFLICT', `${fromBackup}: what this has paid since is not known here.`);

async function holdBack(parts: ApproveParts, row: ApprovalRow): Promise<void> {
  const { id, state } = row.approval;
  const held = (await parts.reader.approvalParts(id)).map((part): Part => {
    if (part.state === 'waiting') return { ...part, state: 'not done', detail: `${reason}.` };
    const isLost = part.state === 'intent' || part.state === 'unknown';
    return isLost ? { ...part, attempts: attemptsAtMost } : part;
  });
  if (state === 'approved' || state === 'intent') {
    const event = {
      type: 'drift',
      at: parts.clock.now(),
      reason: `${reason}, then have it proposed anew.`,
    } as const;
    await step(parts, row, event, ourselves, { parts: held });
    return;
  }
  const problem = state === 'proposed' ? `${reason} before you approve it.` : `${reason}.`;
  await keep(parts, row, row.approval, 'hold back', ourselves, { parts: held, row: { problem } });
}

/** Whether an end of the log that is kept outside of the database is not in it. */
async function isBehind({ reader, anchor }: ApproveParts): Promise<boolean> {
  // A keychain may ask for a password: only where something would go on by itself.
  const goesOn = (await reader.approvalRows(unfinished, 1)).length > 0;
  for (const { count, head } of await anchor.newest(goesOn)) {
    const [entry] = count > 0 ? await reader.auditEntries(count - 1, 1) : [{ hash: head }];
    if (entry?.hash !== head) return true;
  }
  return false;
}
