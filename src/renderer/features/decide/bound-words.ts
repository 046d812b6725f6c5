import type { BoundBy } from '../../../contract/index.ts';

/** What holds an amount, in a word for its row and a sentence for who wonders. */
export const boundWords: Readonly<Record<BoundBy, { readonly chip: string; readonly why: string }>> = {
  floor: { chip: 'your floor', why: 'You will not go below it.' },
  ceiling: { chip: 'your ceiling', why: 'You will not go above it.' },
  'step down': {
    chip: 'step limit',
    why: 'A larger change at once may restart learning: 20 % if you set no other, and no rule of Meta.',
  },
  'step up': {
    chip: 'step limit',
    why: 'A larger change at once may restart learning: 20 % if you set no other, and no rule of Meta.',
  },
  'step gave way': {
    chip: 'beyond the step',
    why: 'The money of a day could not be placed within the step limit, which alone gives way. Such a change may restart learning.',
  },
  spacing: {
    chip: 'changed lately',
    why: 'It rests between two changes, for three days if you set no other.',
  },
  learning: { chip: 'learning: held', why: 'An edit would start its learning phase over.' },
  'platform least': { chip: 'least of Meta', why: 'A running ad set needs a little money.' },
  'new arm': { chip: 'new: its purse', why: 'A new ad set gets a share of its own until it can be judged.' },
  'not spent': {
    chip: 'not spent',
    why: 'It spends less than 80 % of its budget: a raise would bring nothing and a cut save nothing. Look at its bid, audience, ads and end.',
  },
  'stop loss': {
    chip: 'stop loss',
    why: 'Money for five orders was spent and none came; a floor does not hold it up.',
  },
  pause: { chip: 'pause', why: 'Two days in a row it was unlikely to earn its money back.' },
  paused: { chip: 'paused', why: 'It stays paused.' },
};
