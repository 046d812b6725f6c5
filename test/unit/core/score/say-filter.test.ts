import { expect, test } from 'vitest';
import { filterOrThrow } from '../../../../src/main/core/score/parse-filter.ts';
import { sayFilter } from '../../../../src/main/core/score/say-filter.ts';

const said = (where: string): string => sayFilter(filterOrThrow(where), ['Fjordline', 'UGC']);

test.each([
  [
    'score>70 kind:video|image -name:old "free text"',
    'score over 70; video or image; not a name with “old”; a name or path with “free text”',
  ],
  ['client:"Fjordline" -tag:old tag:ugc', 'client Fjordline; not tag old; tag UGC'],
  ['client:none|fjordline tag:none', 'without a client or client Fjordline; without a tag'],
  [
    'duration<=15 -ctr<1,5 rating:4|none',
    'length at most 15 s; not real CTR under 1.5 %; rating 4 or without a rating',
  ],
  ['audio:no -near:yes human:yes', 'without sound; no near-duplicates; to be looked at by a person'],
  ['pick:none state:partial aspect:9:16', 'not decided on; read: in part; format 9:16'],
  ['hook:social_proof hook>60', 'type of hook social proof; hook score over 60'],
  ['in:"/home/anna/Fjordline/spring/" text:"-50 %"', 'in the folder “spring”; on screen “-50 %”'],
])('%s is said in plain words', (where, words) => {
  expect(said(where)).toBe(words);
});
