import { foldTag } from '../../../contract/marks.ts';
import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import type { Option } from '../../ui/option-list.tsx';

const MOST_OFFERED = 8;

/** What completes a tag that is being typed, beside those that are there, and how a tag is spelled where it is in use. */
export const useTagsInUse = (typed: string, there: readonly string[]) => {
  const used = useQuery('review.tags', {}).data?.tags ?? [];
  const wanted = foldTag(typed.trim());
  const has = new Set(there.map(foldTag));
  const offered: Option[] = used
    .filter(({ tag }) => foldTag(tag).includes(wanted) && !has.has(foldTag(tag)))
    .slice(0, MOST_OFFERED)
    .map(({ tag, ads }) => ({ label: tag, hint: plural(ads, 'ad') }));
  const spelled = (tag: string): string => used.find((one) => foldTag(one.tag) === foldTag(tag))?.tag ?? tag;
  return { offered, spelled };
};
