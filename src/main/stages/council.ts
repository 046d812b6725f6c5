import { type AdId, AppError } from '../../contract/index.ts';
import { memberNames } from '../../contract/words.ts';
import { textFactsOf } from '../core/measure/text/facts.ts';
import { chooseFrames } from '../core/measure/text/frames.ts';
import { once } from '../core/once.ts';
import { Passing } from '../core/passing.ts';
import { aggregate, type Ballot } from '../core/score/council/aggregate.ts';
import type { CallSize } from '../core/score/council/bound.ts';
import { absenceOf } from '../core/score/council/judge-error.ts';
import type { Ledger } from '../core/score/council/ledger.ts';
import type { Past } from '../core/score/council/past.ts';
import type { Rates } from '../core/score/council/price.ts';
import { ordersIn, PROMPT_VERSION, promptFor } from '../core/score/council/prompt.ts';
import { plain } from '../core/score/council/read-reply.ts';
import { stopsJob } from '../core/stops-job.ts';
import { RUBRIC_VERSION } from '../core/weights/rubric-1.ts';
import type {
  Clock,
  CouncilAd,
  CouncilReader,
  CouncilWriter,
  FileStamp,
  ItemEnd,
  JobItem,
  JudgeCall,
  JudgeFrame,
  JudgePort,
  JudgeVideo,
  MediaPort,
  Reader,
  VerdictKey,
} from '../ports.ts';
import { askJudge, frames, wholeVideo } from './ask-judge.ts';
import type { Gate, Outage } from './judge-gate.ts';
import { readMissingWords } from './measure-words.ts';

export interface CouncilPorts {
  readonly source: {
    stamp(item: JobItem): Promise<FileStamp>;
    sha256(item: JobItem, signal: AbortSignal): Promise<string>;
  };
  readonly media: MediaPort;
  readonly reader: Reader & CouncilReader;
  readonly writer: CouncilWriter;
  readonly clock: Clock;
}

/** A place at the table; `off` says why nobody sits there. */
export type Seat = { readonly judge: JudgePort['judge']; readonly model: string } & (
  | {
      readonly off: string;
      /** Why it is absent from this ad, where that is not the same for all. */
      readonly absence?: (adId: AdId) => Promise<string>;
      /** What kept it from being asked by batch: its votes may still come. */
      readonly outage?: () => Outage | null;
    }
  | {
      readonly off: null;
      readonly port: JudgePort;
      readonly gate: Gate;
      /** What a call is counted by that leaves now; null when the price is not known. */
      ratesAt(now: string): Rates | null;
      readonly limits: { readonly schemaBytes: number; readonly maxOutputTokens: number };
    }
);

export interface Panel {
  readonly seats: readonly Seat[];
  readonly ledger: Ledger;
  /** Read once for a run: by it its ads compare, and what it adds itself all are joined by when it has ended. */
  past(): Promise<Past>;
}

/** What services take as a whole film; the rest is shown in frames. */
const films: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
};
const maxFilmBytes = 2 * 1024 ** 3;
const maxFilmS = 20 * 60;

/**
 * One ad before the council: answers that are known are used again, the rest is asked all at once, each answer is kept
 * as it comes, and what there is in the end is joined. The engine's own score is an input here and is never changed.
 */
export async function judgeAd(
  ports: CouncilPorts,
  panel: Panel,
  item: JobItem,
  signal: AbortSignal,
): Promise<ItemEnd> {
  const { reader, clock } = ports;
  const adId = item.adId as AdId;
  const known = await Promise.all(panel.seats.map((seat) => reader.ballot(verdictKey(adId, seat))));
  if (await asksAnyone(reader, panel, adId)) await readWordsFirst(ports, item, signal);
  const ad = await reader.councilAd(adId);
  if (!ad) throw new AppError('NOT_FOUND', `Ad ${adId}.`);
  const media = mediaOf(ports, ad, item, signal);
  const ballots = await Promise.all(
    panel.seats.map(async (seat, at) => {
      const ballot = known[at];
      return ballot ? { ballot, asked: false } : ballotOf(ports, panel.ledger, ad, item, seat, media, signal);
    }),
  );
  const council = aggregate({
    adId: ad.id,
    engine: ad.score,
    ballots: ballots.map(({ ballot }) => ballot),
    past: await panel.past(),
    instructions: ordersIn(ad).map(plain),
    judgedAt: clock.now(),
  });
  const lacks = panel.seats.some(
    (seat, at) =>
      outageOf(seat) &&
      // What a judge refused before it refuses for good.
      !known[at] &&
      ballots[at]?.ballot.end.kind === 'abstained',
  );
  return { kind: 'judged', adId: ad.id, council, asked: ballots.some(({ asked }) => asked), lacks };
}

export const isOpen = (seat: Seat): boolean => seat.off === null && seat.gate.closed() === null;

/** Whether any judge can be asked about this ad that was not yet: else its file is not needed. */
export async function asksAnyone(
  reader: Pick<CouncilReader, 'ballot' | 'isUnderWay'>,
  { seats }: Panel,
  adId: AdId,
): Promise<boolean> {
  for (const seat of seats.filter(isOpen)) {
    const key = verdictKey(adId, seat);
    if (!(await reader.ballot(key)) && !(await reader.isUnderWay(key))) return true;
  }
  return false;
}

const outageOf = (seat: Seat): Outage | null =>
  seat.off === null ? seat.gate.outage() : (seat.outage?.() ?? null);

/** Why some ads lack a vote that may still come; null when none does. The job rests for as long as it takes. */
export function outageIn({ seats }: Panel): Passing | null {
  const down = seats.flatMap((seat) => {
    const outage = outageOf(seat);
    const why = seat.off === null ? seat.gate.closed() : absenceOf('offline', 1);
    return outage ? [{ ...outage, why: `${memberNames[seat.judge]}: ${why}` }] : [];
  });
  // Where any of them is sure to come back, nothing is given up for the others.
  const first = down.find(({ code }) => code !== 'UPSTREAM') ?? down[0];
  if (!first) return null;
  const told = down.flatMap(({ afterMs }) => afterMs ?? []);
  const afterMs = told.length > 0 ? Math.max(...told) : null;
  return new Passing(first.code, `${down.map(({ why }) => why).join('; ')}.`, afterMs);
}

/**
 * What stands on the screen is part of the question, and the reading of words comes after a whole analysis: too late for
 * whoever is asked beside it, and no second answer would be bought. Where nothing can be read the judges are told so.
 */
export async function readWordsFirst(
  { source, media, reader, writer, clock }: CouncilPorts,
  item: JobItem,
  signal: AbortSignal,
): Promise<void> {
  try {
    const words = await readMissingWords({ source, media, reader, clock }, item, signal);
    if (words) await writer.setWords(item.adId as AdId, words);
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError) || stopsJob.includes(error.code)) throw error;
  }
}

export interface AdMedia {
  frames(): Promise<readonly JudgeFrame[]>;
  film(): Promise<JudgeVideo | null>;
}

/** Looked at when the first judge needs it, and once for all of them. */
export function mediaOf(
  { source, media, reader }: CouncilPorts,
  ad: CouncilAd,
  item: JobItem,
  signal: AbortSignal,
): AdMedia {
  /** The judges get what was measured and nothing else: the file must still hold the bytes that the ad is named after. */
  const check = once(async (): Promise<void> => {
    const stamp = await source.stamp(item);
    const sha = (await reader.knownSha(item.absolute, stamp)) ?? (await source.sha256(item, signal));
    if (sha !== ad.sha256)
      throw new AppError('UNREADABLE', 'The file has changed since it was measured; measure it again.');
  });
  return {
    frames: once(async () => {
      const { durationS, cuts } = textFactsOf(ad);
      await check();
      return media.frames(item.absolute, chooseFrames(durationS, cuts), signal);
    }),
    async film() {
      const mime = films[ad.media.container];
      const fits = item.stamp.size <= maxFilmBytes && (ad.media.duration_s ?? Infinity) <= maxFilmS;
      if (ad.kind !== 'video' || mime === undefined || !fits) return null;
      await check();
      return { path: item.absolute, mime };
    },
  };
}

const atWork = {
  awaited: 'it is being asked by batch in another run',
  left: 'an earlier batch has not ended there yet',
} as const;

async function ballotOf(
  { reader, writer, clock }: CouncilPorts,
  ledger: Ledger,
  ad: CouncilAd,
  item: JobItem,
  seat: Seat,
  media: AdMedia,
  signal: AbortSignal,
): Promise<{ ballot: Ballot; asked: boolean }> {
  const { judge, model } = seat;
  const key = verdictKey(ad.id, seat);
  const absent = (reason: string): Ballot => {
    const end = { kind: 'abstained', reason } as const;
    return { judge, model, saw: 'nothing', costMicroUsd: 0, end, transcript: null };
  };
  if (seat.off !== null) return { ballot: absent((await seat.absence?.(ad.id)) ?? seat.off), asked: false };
  const underWay = await reader.isUnderWay(key);
  if (underWay !== null) return { ballot: absent(atWork[underWay]), asked: false };
  // Before the film is decoded for a question that nobody takes.
  const shut = seat.gate.closed();
  if (shut !== null) return { ballot: absent(shut), asked: true };
  const { call, size } = await questionOf(ad, { ...seat, seesVideo: seat.port.seesVideo }, media);
  const ports = { judge: seat.port, gate: seat.gate, ledger, writer, now: () => clock.now() };
  const ask = { key: { ...key, jobId: item.jobId }, call, size, rates: seat.ratesAt(clock.now()) };
  return { ballot: await askJudge(ports, { ...ask, durationS: ad.media.duration_s }, signal), asked: true };
}

export const verdictKey = (adId: AdId, { judge, model }: Pick<Seat, 'judge' | 'model'>): VerdictKey => ({
  adId,
  judge,
  model,
  rubricVersion: RUBRIC_VERSION,
  promptVersion: PROMPT_VERSION,
});

interface Asked {
  readonly judge: Seat['judge'];
  readonly model: string;
  readonly seesVideo: boolean;
  readonly limits: { readonly schemaBytes: number; readonly maxOutputTokens: number };
}

/** What one judge is asked about one ad, and how much of it there is. */
export async function questionOf(
  ad: CouncilAd,
  { judge, model, seesVideo, limits }: Asked,
  media: AdMedia,
): Promise<{ call: JudgeCall; size: CallSize }> {
  const video = seesVideo ? await media.film() : null;
  const shown = video ? [] : await media.frames();
  const prompt = promptFor({
    adId: ad.id,
    judge,
    kind: ad.kind,
    durationS: ad.media.duration_s,
    width: ad.media.width,
    height: ad.media.height,
    hasAudio: ad.media.has_audio,
    frameTimes: video ? null : shown.map(({ t }) => t),
    words: ad.words,
    copy: ad.copy,
    spoken: ad.spoken,
  });
  return {
    call: { model, prompt, frames: shown, video },
    size: { prompt, frames: shown, videoS: video ? ad.media.duration_s : null, ...limits },
  };
}

/** What a judge was shown of an ad, as far as the ad alone tells it. */
export function sawOf(ad: CouncilAd, seesVideo: boolean): string {
  const { durationS, cuts } = textFactsOf(ad);
  const film = seesVideo && ad.kind === 'video' && films[ad.media.container] !== undefined;
  return film ? wholeVideo : frames(chooseFrames(durationS, cuts).length);
}
