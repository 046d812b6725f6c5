import type { Box } from '../../../../contract/index.ts';
import { area, around, shared } from './box.ts';

/** One word as the reader saw it on one frame. */
export interface SeenWord {
  readonly text: string;
  readonly box: Box;
  /** 0–100, the reader's own. */
  readonly confidence: number;
}

/** Below this, misread words outnumber what is gained (`test/bench/text.ts`). */
const MIN_CONFIDENCE = 70;
/** Pictures of this height that look like a letter are no text. */
const MAX_HEIGHT = 0.4;
const SAME_PLACE = 0.4;

export const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The passes over one frame (as it is, dark on light, light on dark) made one. Where two read the same place the longer
 * reading wins if it contains the other, since a pass loses letters more often than it invents them; else the surer one.
 * Icons are often read as one or two letters: so short a word must stand beside a longer one, or be very sure.
 */
export function mergePasses(passes: readonly (readonly SeenWord[])[]): SeenWord[] {
  const merged: SeenWord[] = [];
  for (const word of passes.flat()) {
    if (word.confidence < MIN_CONFIDENCE || word.box.h > MAX_HEIGHT || plain(word.text) === '') continue;
    const at = merged.findIndex(
      ({ box }) => shared(box, word.box) > SAME_PLACE * Math.min(area(box), area(word.box)),
    );
    if (at < 0) merged.push(word);
    else if (isBetter(word, merged[at] as SeenWord)) merged[at] = word;
  }
  return merged.filter((word) => isCredible(word, merged));
}

function isBetter(one: SeenWord, other: SeenWord): boolean {
  const a = plain(one.text);
  const b = plain(other.text);
  if (a !== b && a.length > 2 && b.length > 2) {
    if (a.includes(b)) return true;
    if (b.includes(a)) return false;
  }
  return one.confidence > other.confidence;
}

function isCredible(word: SeenWord, all: readonly SeenWord[]): boolean {
  const text = plain(word.text);
  if (text.length > 2) return true;
  if (text.length === 2 && word.confidence >= 88) return true;
  if (/^\d+$/.test(text) && word.confidence >= 90) return true;
  return all.some((other) => other !== word && plain(other.text).length > 2 && areNeighbours(word, other));
}

function areNeighbours(word: SeenWord, other: SeenWord): boolean {
  const height = Math.max(word.box.h, other.box.h);
  const gap = Math.max(other.box.x - word.box.x - word.box.w, word.box.x - other.box.x - other.box.w);
  return onOneLine(word.box, other.box) && gap < 2.5 * height && word.box.h < 2 * other.box.h;
}

const middle = ({ y, h }: Box): number => y + h / 2;
const onOneLine = (a: Box, b: Box): boolean => Math.abs(middle(a) - middle(b)) < 0.5 * Math.max(a.h, b.h);

/** Words side by side, in reading order. */
export interface SeenLine {
  readonly text: string;
  readonly box: Box;
  readonly confidence: number;
  /** Of its tallest word. */
  readonly height: number;
}

/** A gap of more than this many word heights begins another line: columns and buttons stay apart. */
const WIDEST_SPACE = 1.6;

/** `aspect` is width / height of the frame: boxes are shares of either side, gaps are measured in heights. */
export function linesOf(words: readonly SeenWord[], aspect: number): SeenLine[] {
  const rows: SeenWord[][] = [];
  for (const word of [...words].sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y)) {
    const row = rows.find((candidate) => continues(candidate.at(-1) as SeenWord, word, aspect));
    if (row) row.push(word);
    else rows.push([word]);
  }
  return rows
    .map((row) => ({
      text: row.map(({ text }) => text).join(' '),
      box: around(row.map(({ box }) => box)),
      confidence: row.reduce((sum, { confidence }) => sum + confidence, 0) / row.length / 100,
      height: Math.max(...row.map(({ box }) => box.h)),
    }))
    .sort((a, b) => middle(a.box) - middle(b.box) || a.box.x - b.box.x);
}

function continues(last: SeenWord, next: SeenWord, aspect: number): boolean {
  const height = Math.max(last.box.h, next.box.h);
  const gap = (next.box.x - last.box.x - last.box.w) * aspect;
  const alike = Math.min(last.box.h, next.box.h) > 0.35 * height;
  return onOneLine(last.box, next.box) && alike && gap > -0.5 * height && gap < WIDEST_SPACE * height;
}
