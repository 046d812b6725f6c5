import type { SourceRead } from '../../contract/index.ts';
import type { LedgerReader, TodayReader } from '../ports.ts';

type Reader = Pick<TodayReader, 'readAccounts' | 'driveReadAt'> & Pick<LedgerReader, 'ledgerTold'>;

/** How old is what the library knows of the world outside: nobody is asked for it. Ad accounts come first. */
export async function sourceReads(reader: Reader): Promise<SourceRead[]> {
  const [accounts, told, drive] = await Promise.all([
    reader.readAccounts(),
    reader.ledgerTold(),
    reader.driveReadAt(),
  ]);
  const newest = new Map<string, SourceRead>();
  for (const { source, at, how } of told) {
    const known = newest.get(source)?.at;
    if (!known || known < at) newest.set(source, { kind: kindOf[how], name: source, at });
  }
  return [
    ...accounts.map(({ name, readAt }): SourceRead => ({ kind: 'meta', name, at: readAt })),
    ...newest.values(),
    ...(drive === null ? [] : [{ kind: 'drive' as const, name: null, at: drive }]),
  ];
}

/** HubSpot alone has a list of its own that is read. */
const kindOf = { refresh: 'hubspot', post: 'tracker', file: 'file' } as const;
