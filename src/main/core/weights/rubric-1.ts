import type { RubricItem } from '../../../contract/index.ts';

/** Raised by hand whenever a question, an anchor or a weight changes: answers to another rubric are not comparable. */
export const RUBRIC_VERSION = 'rubric-1';

export interface RubricQuestion {
  readonly id: RubricItem;
  readonly question: string;
  /** What 0 and 4 look like; 2 is half way. */
  readonly none: string;
  readonly full: string;
  /** Share of the judge's score, in arbitrary units (house values). */
  readonly weight: number;
}

/** `scoring.md` 2.4: R1 and R2 stand for the A of ABCD, R3 and R10 for B, R4 to R7 for C, R8 for D. R11 (claims) is a flag and R12 (novelty) is measured against the library, so neither is asked. */
export const rubric: readonly RubricQuestion[] = [
  {
    id: 'R1',
    question: 'Is it clear within the first three seconds what this is about?',
    none: 'nothing in the opening tells what it is about',
    full: 'the opening alone tells the subject and why to stay',
    weight: 3,
  },
  {
    id: 'R2',
    question: 'Does the opening speak to the people who would buy this?',
    none: 'it could be for anybody',
    full: 'its audience would know at once that they are meant',
    weight: 2,
  },
  {
    id: 'R3',
    question: 'Is the product or service shown and understood within five seconds?',
    none: 'it is not to be seen by then',
    full: 'seen, and what it does is understood',
    weight: 2,
  },
  {
    id: 'R4',
    question: 'Does the ad make one point and keep to it?',
    none: 'several messages compete',
    full: 'one message, carried from start to end',
    weight: 2,
  },
  {
    id: 'R5',
    question: 'Is the benefit shown, not only told?',
    none: 'claimed in words alone, or not at all',
    full: 'seen happening',
    weight: 2,
  },
  {
    id: 'R6',
    question: 'Is there proof that a doubtful viewer would accept?',
    none: 'none',
    full: 'specific, checkable and close to the claim',
    weight: 1.5,
  },
  {
    id: 'R7',
    question: 'Does it look at home in a social feed of its format?',
    none: 'made for another medium and not adapted',
    full: 'framing, pace and tone fit the feed',
    weight: 1.5,
  },
  {
    id: 'R8',
    question: 'Are the offer and the next step plain?',
    none: 'no offer and no next step',
    full: 'what one gets and what to do are both unmistakable',
    weight: 2,
  },
  {
    id: 'R9',
    question: 'Is it understood with the sound off?',
    none: 'without sound nothing is understood',
    full: 'nothing is lost without sound',
    weight: 1.5,
  },
  {
    id: 'R10',
    question: 'Would a viewer know whose ad this is?',
    none: 'the brand is not to be found',
    full: 'linked to what is shown and remembered with it',
    weight: 1.5,
  },
];
