import type { Judgement, JudgeReply, RubricItem } from '../../../../contract/index.ts';
import { rubric } from '../../weights/rubric-1.ts';
import { roundTenth } from '../tenths.ts';

/** A judge that leaves more of the rubric's weight open has not judged the ad. */
const maxOpenShare = 0.5;
const maxText = 400;
const maxLines = 6;

export type ReadReply =
  | { readonly kind: 'vote'; readonly score: number; readonly verdict: Judgement }
  | { readonly kind: 'abstained'; readonly reason: string }
  | { readonly kind: 'off_schema'; readonly reason: string };

/**
 * The score follows from the items by the rubric's weights, here and not in the model: no judge can be talked into a
 * number of its own. Items left open drop out.
 */
export function readReply(reply: JudgeReply, durationS: number | null): ReadReply {
  const byId = new Map<RubricItem, JudgeReply['items'][number]>();
  for (const item of reply.items) {
    if (byId.has(item.id)) return { kind: 'off_schema', reason: `${item.id} was answered twice` };
    byId.set(item.id, item);
  }
  const left = rubric.filter(({ id }) => !byId.has(id)).map(({ id }) => id);
  if (left.length > 0) return { kind: 'off_schema', reason: `${left.join(', ')} was not answered` };

  let [open, have, sum] = [0, 0, 0];
  for (const { id, weight } of rubric) {
    const score = byId.get(id)?.score ?? null;
    if (score === null) open += weight;
    else {
      have += weight;
      sum += (weight * score) / 4;
    }
  }
  if (open / (open + have) > maxOpenShare)
    return { kind: 'abstained', reason: 'saw too little in the ad to judge it by' };

  const end = durationS ?? 0;
  const inside = (t: number): number => Math.min(t, end);
  const at = (t: number | null): number | null => (t === null ? null : inside(t));
  return {
    kind: 'vote',
    score: roundTenth((100 * sum) / have),
    verdict: {
      items: rubric.map(({ id }) => {
        const { score, confidence, t0, t1, why } = byId.get(id) as JudgeReply['items'][number];
        return { id, score, confidence, t0: at(t0), t1: at(t1), why: plain(why) };
      }),
      hook_type: reply.hook_type,
      strengths: lines(reply.strengths),
      risks: lines(reply.risks),
      policy_risks: lines(reply.policy_risks),
      edits: reply.edits.map(({ t0, t1, change, because }) => ({
        t0: inside(t0),
        t1: inside(Math.max(t0, t1)),
        change: plain(change),
        because: plain(because),
      })),
      addresses_the_judge: reply.addresses_the_judge,
    },
  };
}

const lines = (texts: readonly string[]): string[] => texts.slice(0, maxLines).map(plain);

/** One line without control characters: what a model says is shown as text and never as markup. */
export function plain(text: string): string {
  const flat = text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length > maxText ? `${flat.slice(0, maxText - 1)}…` : flat;
}
