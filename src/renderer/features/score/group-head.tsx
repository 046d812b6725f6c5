import { type CSSProperties, useMemo } from 'react';
import type { AdId, GroupBy } from '../../../contract/index.ts';
import { hookName } from '../../format/hook.ts';
import { plural } from '../../format/number.ts';
import { scoreNumber, wordOf } from '../../format/score.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './group-head.module.css';
import type { Group, Lines } from './lines.ts';
import type { Browsing } from './use-browsing.ts';

export const GROUP_HEIGHT = 40;

export const headDomId = (group: number): string => `ad-group-${group}`;

const titleOf = ({ key, name }: Group, by: GroupBy): string => {
  if (by === 'near') return key === null ? 'Like no other ad' : `Nearly the same as ${name ?? 'one another'}`;
  return key === null ? 'Hook not known' : `Hook: ${hookName(key)}`;
};

interface GroupHeadProps {
  readonly lines: Lines;
  readonly group: number;
  readonly browsing: Browsing;
  readonly style: CSSProperties;
  readonly rowIndex: number;
  readonly columns: number;
}

/** The line above the ads of a group: folds them, selects them, and tells how many and how good they are. */
export const GroupHead = ({ lines, group, browsing, style, rowIndex, columns }: GroupHeadProps) => {
  // Of the rows that are shown: a newly chosen grouping is still being read.
  const by = browsing.pages.input.group ?? 'none';
  const here = lines.groups[group] as Group;
  const title = titleOf(here, by);
  const folded = lines.isFolded(group);
  const ids = browsing.pages.held?.slice(lines.firstOf(group), lines.firstOf(group) + here.ads);
  const chosen = useChosen(ids, browsing.selected);
  const active = browsing.activeHead === group;
  return (
    <div
      role="row"
      id={headDomId(group)}
      aria-rowindex={rowIndex}
      data-group={group}
      className={`${css.head} ${active ? css.active : ''}`}
      style={style}
    >
      <div role="gridcell" aria-colindex={1} aria-colspan={columns} className={css.cell}>
        <label className={css.check} data-check>
          <input
            type="checkbox"
            tabIndex={-1}
            disabled={!ids}
            checked={chosen === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = chosen === 'some';
            }}
            onChange={() => undefined}
            aria-label={`Select the ads of ${title}`}
          />
        </label>
        <button type="button" tabIndex={-1} className={css.fold} aria-expanded={!folded}>
          <Icon name={folded ? 'right' : 'down'} />
          <span className="clip">{title}</span>
        </button>
        <span className={`meta ${css.facts}`}>
          {plural(here.ads, 'ad')}
          {here.best !== null && ` · best ${scoreNumber(here.best)} ${wordOf(here.best)}`}
        </span>
      </div>
    </div>
  );
};

const useChosen = (
  ids: readonly AdId[] | undefined,
  selected: ReadonlySet<AdId>,
): 'none' | 'some' | 'all' => {
  const [first, last, size] = [ids?.[0], ids?.at(-1), ids?.length];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a group is told by its ends; its list is cut anew each time
  return useMemo(() => {
    if (!ids || selected.size === 0) return 'none';
    const count = ids.reduce((sum, id) => sum + (selected.has(id) ? 1 : 0), 0);
    return count === 0 ? 'none' : count === ids.length ? 'all' : 'some';
  }, [first, last, size, selected]);
};
