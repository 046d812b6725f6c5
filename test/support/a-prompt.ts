import { type Prompt, type PromptFacts, promptFor } from '../../src/main/core/score/council/prompt.ts';

/** What a judge is asked about an ad of which nothing is known but its picture, and what is given here. */
export const aPrompt = (own: Partial<PromptFacts> & Pick<PromptFacts, 'judge'>): Prompt =>
  promptFor({
    adId: '0123456789abcdef',
    kind: 'image',
    durationS: null,
    width: 360,
    height: 640,
    hasAudio: false,
    frameTimes: [0],
    words: null,
    copy: null,
    spoken: null,
    ...own,
  });

/** What makes it a question about a film of five seconds. */
export const ofFilm = { kind: 'video', durationS: 5, hasAudio: true } as const;
