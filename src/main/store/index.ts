import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../../contract/index.ts';
import { oneByOne } from '../core/one-by-one.ts';
import type {
  ApprovalReader,
  ApprovalWriter,
  CouncilReader,
  CouncilWriter,
  DecideReader,
  DecideWriter,
  DirectorReader,
  DirectorWriter,
  LearnReader,
  LearnWriter,
  LedgerReader,
  LedgerWriter,
  MetaReader,
  MetaWriter,
  PerformanceReader,
  PerformanceWriter,
  ProgramSpendReader,
  Reader,
  TodayReader,
  Writer,
} from '../ports.ts';
import {
  examineBackups,
  firstSound,
  isOfLost,
  isSound,
  keptBackups,
  listBackups,
  writeBackup,
} from './backups.ts';
import { openDatabase, type Recovery } from './db.ts';
import { withReadErrors, withStoreErrors } from './errors.ts';
import { listAside } from './kept-aside.ts';
import { createPictures } from './pictures.ts';
import { accountReader, accountWriter } from './repos/accounts.ts';
import { figuresReader } from './repos/ad-figures.ts';
import { adReader } from './repos/ad-reader.ts';
import { adRowReader } from './repos/ad-rows.ts';
import { adWriter } from './repos/ads.ts';
import { againWriter } from './repos/again.ts';
import { approvalWriter } from './repos/approval-writer.ts';
import { approvalReader } from './repos/approvals.ts';
import { auditReader } from './repos/audit.ts';
import { brandReader, brandWriter } from './repos/brand.ts';
import { budgetLimitsReader, budgetLimitsWriter } from './repos/budget-limits.ts';
import { collectionsReader, collectionsWriter } from './repos/collections.ts';
import { conversionReader, conversionWriter } from './repos/conversions.ts';
import { councilReader, councilWriter } from './repos/council.ts';
import { councilBatchReader, councilBatchWriter } from './repos/council-batches.ts';
import { decisionReader, decisionWriter } from './repos/decisions.ts';
import { directorReader, directorWriter } from './repos/director.ts';
import { draftPlaceReader } from './repos/draft-places.ts';
import { experimentReader, experimentWriter } from './repos/experiments.ts';
import { fileReader } from './repos/files.ts';
import { filterValuesReader } from './repos/filter-values.ts';
import { givenReader, givenWriter } from './repos/given.ts';
import { hookReader, hookWriter } from './repos/hooks.ts';
import { itemWriter } from './repos/items.ts';
import { jobReader, jobWriter } from './repos/jobs.ts';
import { joinedReader, joinedWriter } from './repos/joined.ts';
import { learnReader, learnWriter } from './repos/learn.ts';
import { ledgerReader, ledgerWriter } from './repos/ledger.ts';
import { logoReader, logoWriter } from './repos/logos.ts';
import { marksReader, marksWriter } from './repos/marks.ts';
import { metaReader, metaWriter } from './repos/meta.ts';
import { linkReader, linkWriter } from './repos/meta-links.ts';
import { metaResultsReader } from './repos/meta-results.ts';
import { performanceReader, performanceWriter } from './repos/performance.ts';
import { programSpendReader } from './repos/program-spend.ts';
import { removedReader, removedWriter } from './repos/removed.ts';
import { settingsReader, settingsWriter } from './repos/settings.ts';
import { todayReader } from './repos/today.ts';
import { tokenReader, tokenWriter } from './repos/tokens.ts';
import type { NearPair } from './repos/view.ts';
import { watchReader, watchWriter } from './repos/watch.ts';
import { wordsReader, wordsWriter } from './repos/words.ts';

/** Sortable by nothing on purpose: order is the store's `seq`, never a clock. */
const newJobId = (): string => `job_${randomBytes(8).toString('hex')}`;

/** The data folder opened: a reading face for queries and a writing face with one road. Throws as `openDatabase`. */
export async function openStore(home: string, now: () => string, near: () => readonly NearPair[]) {
  const database = await openDatabase(home, now);
  const { read, write } = database;
  const pictures = createPictures(join(home, 'pictures'));
  const inTurn = oneByOne();

  const learn = learnReader(read.db);
  const reader = withReadErrors(home, {
    ...jobReader(read.db),
    ...fileReader(read.db, pictures),
    ...collectionsReader(read.db),
    ...settingsReader(read.db),
    ...watchReader(read.db),
    ...adReader(read.db),
    ...adRowReader(read.db, near, figuresReader(read.db, learn)),
    ...filterValuesReader(read.db),
    ...marksReader(read.db),
    ...removedReader(read.db),
    ...accountReader(read.db),
    ...wordsReader(read.db),
    ...givenReader(read.db),
    ...brandReader(read.db),
    ...logoReader(read.db),
    ...councilReader(read.db),
    ...joinedReader(read.db),
    ...councilBatchReader(read.db),
    ...metaReader(read.db),
    ...learn,
    ...experimentReader(read.db),
    ...approvalReader(read.db),
    ...auditReader(read.db),
    ...decisionReader(read.db),
    ...budgetLimitsReader(read.db),
    ...draftPlaceReader(read.db),
    ...directorReader(read.db),
    ...metaResultsReader(read.db),
    ...linkReader(read.db),
    ...ledgerReader(read.db),
    ...conversionReader(read.db),
    ...hookReader(read.db),
    ...tokenReader(read.db),
    ...todayReader(read.db),
    ...performanceReader(read.db),
    ...programSpendReader(read.db),
    async freeBytes(): Promise<number> {
      const { bavail, bsize } = await statfs(home);
      return bavail * bsize;
    },
  } satisfies Reader &
    CouncilReader &
    MetaReader &
    ApprovalReader &
    LedgerReader &
    LearnReader &
    DecideReader &
    TodayReader &
    PerformanceReader &
    ProgramSpendReader &
    DirectorReader);

  const writer = withStoreErrors(home, {
    ...jobWriter(write.db, newJobId),
    ...itemWriter(write.db, pictures),
    ...adWriter(write.db),
    ...collectionsWriter(write.db),
    ...settingsWriter(write.db),
    ...watchWriter(write.db),
    ...marksWriter(write.db),
    ...removedWriter(write.db),
    ...againWriter(write.db, newJobId),
    ...accountWriter(write.db),
    ...wordsWriter(write.db, newJobId),
    ...givenWriter(write.db),
    ...brandWriter(write.db),
    ...logoWriter(write.db),
    ...councilWriter(write.db, newJobId),
    ...joinedWriter(write.db),
    ...councilBatchWriter(write.db),
    ...approvalWriter(write.db),
    ...decisionWriter(write.db),
    ...budgetLimitsWriter(write.db),
    ...directorWriter(write.db),
    ...metaWriter(write.db, newJobId),
    ...linkWriter(write.db),
    ...ledgerWriter(write.db),
    ...learnWriter(write.db),
    ...experimentWriter(write.db),
    ...conversionWriter(write.db),
    ...hookWriter(write.db),
    ...tokenWriter(write.db),
    ...performanceWriter(write.db),
    pictureFolder: pictures.make,
    dropEmptyPictureFolder: pictures.dropEmpty,
  } satisfies Writer &
    CouncilWriter &
    MetaWriter &
    ApprovalWriter &
    LedgerWriter &
    LearnWriter &
    DecideWriter &
    DirectorWriter &
    PerformanceWriter);

  return {
    reader,
    writer,
    schemaVersion: database.schemaVersion,
    recovery: database.recovery satisfies Recovery | null,
    file: database.file,
    backupFolder: database.backupFolder,
    pictureFolder: pictures.folder,
    /** The slow check of every page. */
    isSound: (): boolean => read.raw.pragma('integrity_check', { simple: true }) === 'ok',
    /** One after the other: a second copy would take the first one's unfinished file for a left-over. */
    backup(reason: Backup['reason']): Promise<Backup> {
      const { backupFolder, schemaVersion } = database;
      return inTurn(async () => {
        const { recovery } = await reader.settings();
        return writeBackup(write.raw, backupFolder, reason, schemaVersion, now(), isOfLost(recovery));
      });
    },
    /** Whether it was made in the place of one that is gone and not dismissed, and holds no work of its own. */
    async isStandIn(): Promise<boolean> {
      const { recovery } = await reader.settings();
      if (recovery?.backup_at !== null || (await reader.totals()).library > 0) return false;
      const work = ['meta_ads', 'ledger_rows', 'approvals'].map((table) => `SELECT 1 FROM ${table}`);
      return read.raw.prepare(work.join(' UNION ALL ')).get() === undefined;
    },
    /** Grows with each row that this process writes. */
    changes: (): number => write.raw.prepare('select total_changes()').pluck().get() as number,
    backups: (): Promise<Backup[]> => listBackups(database.backupFolder, now()),
    /** The same, opened and checked now until one is whole. */
    examineBackups: (): Promise<Backup[]> => examineBackups(database.backupFolder, now()),
    isWhole: ({ file }: Backup): boolean => isSound(join(database.backupFolder, file)),
    /**
     * The newest that is whole, of the library that is missed where an empty one has its place, though that has newer ones
     * of its own; else of this. With it the damaged ones that are newer.
     */
    async newestBackup() {
      const { recovery } = await reader.settings();
      const all = await listBackups(database.backupFolder, now());
      const readable = all.filter((one) => one.schema_version <= database.schemaVersion);
      const lost = readable.filter(isOfLost(recovery));
      return firstSound(database.backupFolder, lost.length > 0 ? lost : readable);
    },
    keptBackups,
    /** The databases that backups took the place of. */
    keptAside: () => listAside(database.file),
    logoFile: (id: string): string => join(pictures.root, 'logos', `${id}.png`),
    picturesFolder: pictures.root,
    close: (): void => database.close(),
  };
}

export type Store = Awaited<ReturnType<typeof openStore>>;
