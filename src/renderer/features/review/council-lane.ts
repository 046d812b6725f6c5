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
    // What a judge saw in the same seconds is one mark: ten of them would bury the lanes below.
    const timed = (verdict?.items ?? []).filter(({ t0, score }) => t0 !== null && score !== null);
    for (const items of Map.groupBy(timed, ({ t0, t1 }) => `${t0} ${t1}`).values()) {
      const [{ t0, t1, score } = {}] = items;
      if (t0 === undefined || t0 === null) continue;
      marks.push({
        id: [member, ...items.map(({ id }) => id)].join(' '),
        t0,
        t1: t1 ?? t0,
        text: `${who}: ${items.map((one) => `${rubricNames[one.id]}, ${one.score} of 4: ${one.why}`).join('; ')}`,
        short: items.length === 1 ? `${who} ${score}/4` : `${who}, ${plural(items.length, 'score')}`,
      });
    }
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
