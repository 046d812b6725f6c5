import type { Ad, Curves, Feature, Reason } from '../../../contract/index.ts';
import { decimal, inWords, plural } from '../../format/number.ts';
import { moment } from '../../format/time.ts';
import { cutTimes, numbersOf } from '../score/timeline-facts.ts';
import { councilLane } from './council-lane.ts';
import { curveLanes } from './curve-lanes.ts';
import { type Lane, type Maker, type Mark, part, seconds } from './lane.ts';
import { textLanes } from './text-lanes.ts';

const measured = (ad: Ad, id: string): Feature | null => {
  const feature = ad.features[id];
  return feature?.status === 'ok' ? feature : null;
};

const lengthOf = (marks: readonly Mark[]): string =>
  seconds(marks.reduce((sum, { t0, t1 }) => sum + t1 - t0, 0));

/** A lane of the stretches that a measure gives as its evidence. */
const stretches =
  (
    feature: string,
    lane: Pick<Lane, 'name' | 'tone'> & { readonly text: string; readonly told: (found: Feature) => boolean },
  ): Maker =>
  (ad) => {
    const found = measured(ad, feature);
    if (!found || found.evidence.length === 0 || !lane.told(found)) return null;
    const marks = found.evidence.map(({ t0, t1 }, at) => ({
      id: `${feature} ${at}`,
      t0,
      t1,
      text: `${lane.text} for ${seconds(t1 - t0)}`,
      short: seconds(t1 - t0),
    }));
    return {
      id: feature,
      name: lane.name,
      total: lengthOf(marks),
      look: 'block',
      tone: lane.tone,
      marks,
      features: [feature],
    };
  };

const some = (feature: Feature, name: string): boolean => Number(part(feature, name) ?? 0) > 0;

const cuts: Maker = (ad) => {
  const times = cutTimes(ad.features);
  if (times.length === 0) return null;
  const marks = times.map((t, at) => ({
    id: `cut ${at}`,
    t0: t,
    t1: t,
    text: `Cut to shot ${at + 2}`,
    short: decimal(t),
  }));
  const features = ['T01', 'T02', 'T03', 'T04', 'T05'];
  return {
    id: 'cuts',
    name: 'Cuts',
    total: `${times.length} hard`,
    look: 'tick',
    tone: 'fact',
    marks,
    features,
  };
};

const notes: Maker = (ad) => {
  const marks = ad.notes.flatMap(({ id, text, t0, t1 }) =>
    t0 === null ? [] : [{ id, t0, t1: t1 ?? t0, text }],
  );
  if (marks.length === 0) return null;
  return {
    id: 'notes',
    name: 'Notes',
    total: String(marks.length),
    look: 'block',
    tone: 'note',
    marks,
    features: [],
  };
};

const fadeWords: Record<string, string> = {
  black: 'Fade with black',
  white: 'Fade with white',
  dissolve: 'Dissolve',
};

const fades: Maker = (ad) => {
  const times = numbersOf(ad.features.T12?.value);
  const kinds = ad.features.T12K?.value;
  if (times.length === 0) return null;
  const marks = times.map((t, at) => {
    const { t0 = t, t1 = t } = ad.features.T12?.evidence[at] ?? {};
    const words = fadeWords[String(Array.isArray(kinds) ? kinds[at] : '')] ?? 'Fade';
    return { id: `fade ${at}`, t0, t1, text: `${words} at ${moment(t)}`, short: words };
  });
  return {
    id: 'fades',
    name: 'Fades',
    total: plural(times.length, 'fade'),
    look: 'block',
    tone: 'fact',
    marks,
    features: ['T12', 'T12K'],
  };
};

/** The whole ad is no place in it: such a reason is told beside the player only. */
const WHOLE = 0.9;

const reasons: Maker = (ad) => {
  const length = ad.media.duration_s ?? 0;
  const marks = ad.score.reasons.flatMap((reason) => {
    const { t0, t1, text, points } = reason;
    if (t0 === null || Math.abs(points) < 0.05 || (t1 ?? t0) - t0 > WHOLE * length) return [];
    return [{ id: reasonId(reason), t0, t1: t1 ?? t0, text: inWords(text), reason }];
  });
  if (marks.length === 0) return null;
  return {
    id: 'reasons',
    name: 'Reasons',
    total: String(marks.length),
    look: 'block',
    tone: 'reason',
    marks,
    features: [],
  };
};

export const reasonId = ({ feature, text }: Reason): string => `${feature} ${text}`;

/** Every lane there can be, from top to bottom. Another one is another entry; it shows where an ad has its data. */
const makers: readonly Maker[] = [
  notes,
  reasons,
  councilLane,
  cuts,
  fades,
  stretches('A06', { name: 'Speech-like', tone: 'sound', text: 'Sounds like speech', told: () => true }),
  stretches('A04', {
    name: 'Silence',
    tone: 'fact',
    text: 'Silence',
    // Without a track there is no silence to place; the reasons say that the ad is silent.
    told: (found) => part(found, 'has_track') === true && some(found, 'seconds'),
  }),
  stretches('M07', {
    name: 'Black',
    tone: 'problem',
    text: 'Black',
    told: (found) => some(found, 'seconds'),
  }),
  stretches('M08', {
    name: 'Frozen',
    tone: 'problem',
    text: 'Picture stands still',
    told: (found) => some(found, 'seconds'),
  }),
  stretches('M06', {
    name: 'Black bars',
    tone: 'problem',
    text: 'Bars round the picture',
    told: (found) => some(found, 'area'),
  }),
];

export const lanesOf = (ad: Ad, curves: Curves | null): Lane[] => [
  ...makers.flatMap((make) => make(ad) ?? []),
  ...textLanes(ad),
  ...curveLanes(ad, curves),
];

/** Whether a reason is about this mark: its own block, or a block of what it was measured by at its time. */
export const belongs = (lane: Lane, mark: Mark, reason: Reason): boolean => {
  if (mark.reason) return reasonId(mark.reason) === reasonId(reason);
  if (!lane.features.includes(reason.feature) || reason.t0 === null) return false;
  return mark.t0 <= (reason.t1 ?? reason.t0) && mark.t1 >= reason.t0;
};

/** Blocks that overlap lie under each other: each goes into the first row in which it has room. */
export const rowsOf = (marks: readonly Mark[], gap: number): Mark[][] => {
  const rows: Mark[][] = [];
  for (const mark of [...marks].sort((a, b) => a.t0 - b.t0 || b.t1 - a.t1)) {
    const row = rows.find((one) => Math.max(...one.map(({ t1 }) => t1)) + gap <= mark.t0);
    if (row) row.push(mark);
    else rows.push([mark]);
  }
  return rows;
};
