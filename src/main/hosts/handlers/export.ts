import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Ad, AppError, type FileFailure, type ParsedInput } from '../../../contract/index.ts';
import { csvPieces, jsonPieces, type Pieces } from '../../core/score/export.ts';
import { filterOrThrow } from '../../core/score/parse-filter.ts';
import type { Pictures } from '../../core/score/report/ad-page.ts';
import { type Line, lineOf } from '../../core/score/report/overview.ts';
import {
  FULL_ADS,
  MOST_ADS,
  MOST_COMPARED,
  type Report,
  reportAd,
  reportHead,
  reportTail,
} from '../../core/score/report/report.ts';
import { sayFilter } from '../../core/score/say-filter.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { styleHash } from '../report-page.ts';
import { toView } from './score.ts';

type Exports = Pick<Handlers, 'export.open' | 'export.part' | 'score.export'>;
type Wanted = ParsedInput<'export.open'>;

/** Opened exports that are kept; whoever reads an older one opens it anew. */
const KEPT = 8;
/** Ads in one part: few enough for a message, many enough that calls do not count. */
const BATCH = { csv: 200, json: 50, html: 20 } as const;
/** Pixels of the pictures in a report: sharp on paper where an ad has a page, small where it has a few lines. */
const FULL_THUMB = { width: 320, height: 320 };
const FULL_STRIP = { width: 1200, height: 96 };
const SHORT_THUMB = { width: 160, height: 160 };

interface Opened {
  readonly filename: string;
  readonly mime: string;
  readonly ids: readonly string[];
  readonly parts: number;
  part(at: number): Promise<string>;
}

export function exportHandlers(owner: Owner): Exports {
  const { store, library, clock } = owner;
  const opened = new Map<string, Opened>();
  const adsOf = (ids: readonly string[]): Promise<Ad[]> => store.reader.ads(ids, library.factsOf);

  async function open(input: Wanted): Promise<Opened> {
    await library.settled(store.reader);
    const wanted = input.ids && new Set(input.ids);
    const ids = (await store.reader.ids(toView(input))).filter((id) => wanted?.has(id) ?? true);
    const name = (kind: string, extension: string): string =>
      `titan-ads${kind}-${clock.now().slice(0, 10)}.${extension}`;
    const batches = Math.ceil(ids.length / BATCH[input.format]);
    const batch = (at: number): readonly string[] =>
      ids.slice(at * BATCH[input.format], (at + 1) * BATCH[input.format]);
    const parts = batches + 2;
    if (input.format === 'html') {
      if (ids.length > MOST_ADS)
        throw new AppError(
          'INVALID_INPUT',
          `A report holds at most ${MOST_ADS} ads, and these are ${ids.length}; narrow the filter, or export CSV.`,
        );
      const report = await reportOf(input, ids.length);
      const mime = 'text/html;charset=utf-8';
      const part = async (at: number): Promise<string> => {
        if (at === 0) return headOf(report, ids);
        if (at === parts - 1) return reportTail(await failuresOf(input));
        return pagesOf(await adsOf(batch(at - 1)), (at - 1) * BATCH.html, ids.length > FULL_ADS);
      };
      return { filename: name('-report', 'html'), mime, ids, parts, part };
    }
    const pieces: Pieces = input.format === 'csv' ? csvPieces : jsonPieces;
    const part = async (at: number): Promise<string> => {
      if (at === 0) return pieces.head;
      return at === parts - 1 ? pieces.tail : pieces.batch(await adsOf(batch(at - 1)), at === 1);
    };
    return { filename: name('', pieces.extension), mime: pieces.mime, ids, parts, part };
  }

  async function reportOf({ ids, where, job_id, texts }: Wanted, ads: number): Promise<Report> {
    const job = job_id === undefined ? null : await store.reader.job(job_id);
    const of = job ? ` of \u201c${job.title}\u201d` : ' of the library';
    const said = ids ? '' : await saidOf(where);
    const what = ids ? 'Ads chosen one by one.' : said ? `Ads${of} that fit: ${said}.` : `All ads${of}.`;
    return {
      texts: texts ?? { title: '', client: '', author: '' },
      what,
      madeAt: clock.now(),
      ads,
      styleHash,
    };
  }

  async function saidOf(where: string): Promise<string> {
    const { clauses } = filterOrThrow(where);
    if (clauses.length === 0) return '';
    const [{ clients }, tags] = await Promise.all([store.reader.collections(), store.reader.tags()]);
    return sayFilter({ clauses }, [...clients.map(({ name }) => name), ...tags.map(({ tag }) => tag)]);
  }

  /** Whole ads are read batch by batch; what stays of each is a line. */
  async function headOf(report: Report, ids: readonly string[]): Promise<string> {
    const lines: Line[] = [];
    for (let at = 0; at < ids.length; at += BATCH.csv)
      lines.push(...(await adsOf(ids.slice(at, at + BATCH.csv))).map(lineOf));
    return reportHead(report, lines, ids.length <= MOST_COMPARED ? await adsOf(ids) : []);
  }

  async function pagesOf(ads: readonly Ad[], first: number, inShort: boolean): Promise<string> {
    const pages: string[] = [];
    for (const ad of ads)
      pages.push(reportAd(ad, first + pages.length, await picturesOf(ad, inShort), inShort));
    return pages.join('');
  }

  async function picturesOf({ id, kind }: Ad, inShort: boolean): Promise<Pictures> {
    const folder = store.pictureFolder(id);
    const base64 = async (file: string, box: typeof FULL_THUMB): Promise<string | null> =>
      (await owner.smallPicture(join(folder, file), box))?.toString('base64') ?? null;
    return {
      thumb: await base64('thumb.jpg', inShort ? SHORT_THUMB : FULL_THUMB),
      strip: inShort || kind === 'image' ? null : await base64('strip.jpg', FULL_STRIP),
    };
  }

  /** Files that gave no ad belong to a folder or the library; neither a selection nor a filter can mean them. */
  async function failuresOf({ ids, where, job_id }: Wanted): Promise<FileFailure[] | null> {
    if (ids || where) return null;
    return job_id === undefined ? store.reader.failedFiles() : store.reader.failures(job_id);
  }

  return {
    async 'export.open'(input) {
      const found = await open(input);
      const export_id = randomBytes(8).toString('hex');
      opened.set(export_id, found);
      const [oldest] = opened.keys();
      if (opened.size > KEPT && oldest !== undefined) opened.delete(oldest);
      const { filename, mime, ids, parts } = found;
      const in_short = input.format === 'html' && ids.length > FULL_ADS;
      return { export_id, filename, mime, ads: ids.length, parts, in_short };
    },
    async 'export.part'({ export_id, part }) {
      const found = opened.get(export_id);
      if (!found || part >= found.parts)
        throw new AppError('NOT_FOUND', 'This export is closed; open it again.');
      return { content: await found.part(part), mime: found.mime, last: part === found.parts - 1 };
    },
    async 'score.export'(input) {
      const found = await open(input);
      const parts: string[] = [];
      for (let at = 0; at < found.parts; at += 1) parts.push(await found.part(at));
      return { filename: found.filename, mime: found.mime, content: parts.join('') };
    },
  };
}
