import { memberNames, rubricNames } from '../../../contract/words.ts';
import { plural } from '../../format/number.ts';
import type { Maker, Mark } from './lane.ts';

/** What judges tied to a time of the ad: what they would change there, and where they saw what they scored. */
export const councilLane: Maker = ({ council }) => {
  const marks: Mark[] = [];
  const judges = new Set<string>();
  for (const { member, verdict } of council?.members ?? []) {
    const who = memberNames[member];
    for (const [at, { t0, t1, change, because }] of (verdict?.edits ?? []).entries())
      marks.push({
        id: `${member} edit ${at}`,
        t0,
        t1,
        text: `${who} would change: ${change} (${because})`,
        short: who,
      });
    for (const { id, score, t0, t1, why } of verdict?.items ?? [])
      if (t0 !== null && score !== null)
        marks.push({
          id: `${member} ${id}`,
          t0,
          t1: t1 ?? t0,
          text: `${who}, ${rubricNames[id]}, ${score} of 4: ${why}`,
          short: `${who} ${score}/4`,
        });
    if (marks.some((mark) => mark.id.startsWith(`${member} `))) judges.add(member);
  }
  if (marks.length === 0) return null;
  return {
    id: 'council',
    name: 'Council',
    total: plural(judges.size, 'judge'),
    look: 'block',
    tone: 'note',
    marks,
    features: [],
  };
};
