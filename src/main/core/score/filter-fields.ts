import {
  AdRow,
  type ErrorCode,
  errorCodes,
  Flag,
  type Marks,
  MediaKind,
  type Score,
} from '../../../contract/index.ts';
import { hookTypes } from '../weights/hook-cues-1.ts';

/** What an ad got where it ran; null where that is not known. */
export interface AdFigures {
  /** In per cent, as they are typed. */
  readonly ctr: number | null;
  readonly hook_rate: number | null;
  readonly hold_rate: number | null;
  readonly roas: number | null;
  /** In whole units of its ad account's currency. */
  readonly spend: number | null;
}

/** What a filter looks at: one line of the grid and the facts of an ad that have no column there. */
export interface FilterRow extends Readonly<Marks> {
  readonly name: string;
  readonly path: string;
  /** Absolute folder that was analysed; the path lies below it. */
  readonly root: string;
  readonly client: string | null;
  readonly kind: 'video' | 'image';
  readonly state: 'ok' | 'partial';
  readonly problem: ErrorCode | null;
  readonly codec: string;
  readonly hook_type: string;
  /** The words found on the screen; empty while they were not read. */
  readonly words: string;
  readonly aspect: string;
  readonly has_audio: boolean;
  readonly near_duplicate_of: string | null;
  readonly copies: number;
  readonly duration_s: number | null;
  readonly width: number;
  readonly height: number;
  readonly score: number | null;
  readonly sub: Readonly<Score['sub']>;
  readonly note_count: number;
  readonly council: AdRow['council'];
  /** Null where it has not run. */
  readonly figures: AdFigures | null;
}

/** What an ad got where it ran. */
const figureFields = {
  ctr: (row) => row.figures?.ctr ?? null,
  hook_rate: (row) => row.figures?.hook_rate ?? null,
  hold_rate: (row) => row.figures?.hold_rate ?? null,
  roas: (row) => row.figures?.roas ?? null,
  spend: (row) => row.figures?.spend ?? null,
} as const satisfies Record<keyof AdFigures, (row: FilterRow) => number | null>;

/** Paths of Windows have the other separator in the place that was analysed. */
export const slashed = (path: string): string => path.replaceAll('\\', '/');

/** Compared as numbers; `none` asks for ads without one. */
export const numberFields = {
  score: (row) => row.score,
  hook: (row) => row.sub.hook,
  clarity: (row) => row.sub.clarity,
  connection: (row) => row.sub.connection,
  offer: (row) => row.sub.offer,
  craft: (row) => row.sub.craft,
  duration: (row) => row.duration_s,
  width: (row) => row.width,
  height: (row) => row.height,
  copies: (row) => row.copies,
  rating: (row) => row.rating,
  notes: (row) => row.note_count,
  council: (row) => row.council?.score ?? null,
  disagreement: (row) => row.council?.disagreement ?? null,
  ...figureFields,
} as const satisfies Record<string, (row: FilterRow) => number | null>;

/** One of these is equal to one of the words, whatever their case. `values` where only these exist. */
export const wordFields = {
  kind: { read: (row) => [row.kind], values: MediaKind.options },
  state: { read: (row) => [row.state], values: AdRow.shape.state.options },
  aspect: {
    read: (row) => [row.aspect],
    values: ['9:16', '3:4', '4:5', '1:1', '16:9', '1.91:1', 'other'],
  },
  code: { read: (row) => (row.problem === null ? [] : [row.problem]), values: errorCodes },
  codec: { read: (row) => [row.codec], values: null },
  pick: { read: (row) => [row.pick], values: Flag.options },
  /** `none` finds the ads without one, here and for clients. */
  tag: { read: (row) => (row.tags.length > 0 ? row.tags : ['none']), values: null },
  client: { read: (row) => [row.client ?? 'none'], values: null },
  /** Written `hook:` with a word; with a number it is the sub-score. */
  hook_type: {
    read: (row) => [row.hook_type],
    values: hookTypes,
  },
} as const satisfies Record<
  string,
  { read: (row: FilterRow) => readonly string[]; values: readonly string[] | null }
>;

/** `yes` or `no`. */
export const flagFields = {
  audio: (row) => row.has_audio,
  near: (row) => row.near_duplicate_of !== null,
  /** Its judges disagree, or the ad talks to them. */
  human: (row) => row.council?.needs_human ?? false,
} as const satisfies Record<string, (row: FilterRow) => boolean>;

/** Hold the text somewhere; words without a field look into name and path. */
export const textFields = {
  name: (row) => [row.name],
  path: (row) => [row.path],
  text: (row) => [row.words],
  /** A folder, by its name, the end of its path or the whole of it, with all that lies in it. */
  in: (row) => [slashed(`/${row.root}/${row.path}`)],
  any: (row) => [row.name, row.path],
} as const satisfies Record<string, (row: FilterRow) => readonly string[]>;

export type NumberField = keyof typeof numberFields;
export type WordField = keyof typeof wordFields;
export type FlagField = keyof typeof flagFields;
export type TextField = keyof typeof textFields;

/** As they are typed; `hook_type` and `any` have no name of their own. */
export const typedFields: readonly string[] = [
  ...Object.keys(numberFields),
  ...Object.keys(wordFields).filter((field) => field !== 'hook_type'),
  ...Object.keys(flagFields),
  ...Object.keys(textFields).filter((field) => field !== 'any'),
];

/** A field by the name that was typed; mail and code search have taught many to write `is:video`. */
export const fieldNamed = (typed: string): string => {
  const name = typed.toLowerCase();
  return name === 'is' ? 'kind' : name;
};

export const isFigure = (field: string): field is keyof AdFigures => Object.hasOwn(figureFields, field);
export const isNumberField = (field: string): field is NumberField => Object.hasOwn(numberFields, field);
export const isWordField = (field: string): field is WordField => Object.hasOwn(wordFields, field);
export const isFlagField = (field: string): field is FlagField => Object.hasOwn(flagFields, field);
export const isTextField = (field: string): field is TextField => Object.hasOwn(textFields, field);
