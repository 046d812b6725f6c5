import type { Ad, AdText, TextLine } from '../../../contract/index.ts';
import { legibility } from '../../../contract/words.ts';
import { plural } from '../../format/number.ts';
import { type Lane, type Mark, seconds } from './lane.ts';

const lineMark = (line: TextLine, at: number): Mark => {
  const problem = legibility(line).join(', ');
  const { text, t0, t1 } = line;
  return {
    id: `line ${at}`,
    t0,
    t1,
    text: `“${text}” for about ${seconds(t1 - t0)}${problem && `, ${problem}`}`,
    short: problem ? `${problem} · ${text}` : text,
    ...(problem && { tone: 'problem' }),
  };
};

const wordsLane = ({ lines, captions }: AdText): Lane => ({
  id: 'text',
  name: 'On-screen text',
  total: `${plural(lines.length, 'line')}${captions.found ? ' · captions' : ''}`,
  look: 'block',
  tone: 'fact',
  marks: lines.map(lineMark),
  features: ['X02', 'X03', 'X04', 'X05', 'X06', 'X08', 'X09'],
});

const phrasesLane = ({ cta, offers }: AdText): Lane => ({
  id: 'phrases',
  name: 'Offer, call',
  total: String(cta.length + offers.length),
  look: 'tick',
  tone: 'fact',
  marks: [
    ...offers.map(({ text, t }, at) => ({
      id: `offer ${at}`,
      t0: t,
      t1: t,
      text: `Offer: ${text}`,
      short: text,
    })),
    ...cta.map(({ text, t }, at) => ({
      id: `cta ${at}`,
      t0: t,
      t1: t,
      text: `Call to action: ${text}`,
      short: text,
    })),
  ].sort((a, b) => a.t0 - b.t0),
  features: [],
});

/** Told for what was found: what was missed may lie anywhere. */
const zoneLane =
  (length: number) =>
  ({ placement, spans }: AdText['safe_zones'][number]): Lane => ({
    id: `zone ${placement}`,
    name: 'Safe zone',
    total: placement,
    look: 'block',
    tone: spans.length > 0 ? 'problem' : 'fact',
    marks:
      spans.length > 0
        ? spans.map(({ t0, t1 }, at) => ({
            id: String(at),
            t0,
            t1,
            text: `Text or logo under the controls of ${placement}`,
            short: `Text or logo under the controls of ${placement}`,
          }))
        : [
            {
              id: 'clear',
              t0: 0,
              t1: length,
              text: `All that was found is clear of the ${placement} controls`,
            },
          ],
    features: ['X07'],
  });

/** Lanes of what was read on the screen; none before it was read, and none where nothing was found. */
export const textLanes = ({ text, media }: Ad): Lane[] => {
  if (!text) return [];
  return [
    ...(text.lines.length > 0 ? [wordsLane(text)] : []),
    ...(text.cta.length + text.offers.length > 0 ? [phrasesLane(text)] : []),
    ...text.safe_zones.map(zoneLane(media.duration_s ?? 0)),
  ];
};
