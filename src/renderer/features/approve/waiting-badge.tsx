import { useQuery } from '../../api/api.tsx';
import { count } from '../../format/number.ts';
import { hearHostNow } from '../../state/host-clock.ts';
import css from './approve.module.css';

/** How many requests wait for a person, on the way to them. */
export const WaitingBadge = () => {
  const { data } = useQuery('approve.list', {});
  if (data) hearHostNow(data.now);
  const waiting = data?.to_decide ?? 0;
  return waiting > 0 ? <span className={css.badge}>{count(waiting)}</span> : null;
};
