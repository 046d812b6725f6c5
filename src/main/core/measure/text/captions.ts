import type { AdText } from '../../../../contract/index.ts';
import type { Span } from '../measure.ts';
import { isSameText, type ReadFrame, type ReadLine } from './tracks.ts';

/** `scoring.md` X08: a stable band whose text changes every 0.5 to 6 s, over at least 60 % of the speech. */
const MIN_SHARE = 0.6;
const LONGEST_S = 6;
/** Lines belong to one band when their middles are this close, as shares of the frame's sides. */
const BAND = 0.05;
/** Fewer frames in speech, or fewer different texts, could be headlines. */
const MIN_FRAMES = 3;
const MIN_TEXTS = 3;

/** Captions that were seen while something like speech was heard. Never says that there are none. */
export function captionsOf(
  frames: readonly ReadFrame[],
  durationS: number | null,
  speech: readonly Span[] | null,
): AdText['captions'] {
  const unknown = (reason: string) => ({ found: null, reason });
  if (durationS === null) return unknown('a still has no captions');
  if (!speech) return unknown('whether there is speech to be captioned could not be told');
  if (speech.length === 0) return unknown('no speech-like sound was found that captions could follow');
  const spoken = frames.filter(({ t }) => speech.some(({ t0, t1 }) => t >= t0 && t <= t1));
  if (spoken.length < MIN_FRAMES)
    return unknown(`only ${spoken.length} of the frames that were read fall into speech`);
  const followed = spoken
    .flatMap(({ lines }) => lines)
    .map((line) =>
      spoken.flatMap(({ t, lines }) => ({ t, line: lines.find((other) => inBand(line, other)) })),
    )
    .find((band) => changesWithSpeech(band));
  if (!followed)
    return unknown('no line that changes with the speech was found on the frames that were read');
  const seen = followed.filter(({ line }) => line).length;
  return { found: true, reason: `a changing line on ${seen} of ${spoken.length} frames read during speech` };
}

const middle = ({ box }: ReadLine) => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

/** Captions are set centred: their middle stays where it is while their length changes. */
function inBand(one: ReadLine, other: ReadLine): boolean {
  const [a, b] = [middle(one), middle(other)];
  return Math.abs(a.x - b.x) <= BAND && Math.abs(a.y - b.y) <= BAND;
}

function changesWithSpeech(band: readonly { t: number; line: ReadLine | undefined }[]): boolean {
  const shown = band.flatMap(({ t, line }) => (line ? [{ t, text: line.text }] : []));
  if (shown.length < MIN_SHARE * band.length) return false;
  const texts: { text: string; t0: number; t1: number }[] = [];
  for (const { t, text } of shown) {
    const last = texts.at(-1);
    if (last && isSameText(last.text, text)) last.t1 = t;
    else texts.push({ text, t0: t, t1: t });
  }
  return texts.length >= MIN_TEXTS && texts.every(({ t0, t1 }) => t1 - t0 <= LONGEST_S);
}
