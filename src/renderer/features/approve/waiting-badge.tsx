import { useQuery } from '../../api/api.tsx';
import { count } from '../../format/number.ts';
import css from './approve.module.css';
import { isToAnswer } from './waits.ts';

/** How many requests wait for a person, on the way to them. */
export const WaitingBadge = () => {
  const waiting = useQuery('approve.list', {}).data?.items.filter(isToAnswer).length ?? 0;
  return waiting > 0 ? <span className={css.badge}>{count(waiting)}</span> : null;
};
