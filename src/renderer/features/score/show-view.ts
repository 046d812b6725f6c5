import type { SavedView } from '../../../contract/index.ts';
import { turnable } from '../../api/turning.ts';
import { applyView, useView } from '../../state/view.ts';

/** Shows the library as a view has it; what was filtered and how it stood before comes back by undo. */
export const showView = ({ name, state }: Pick<SavedView, 'name' | 'state'>): void => {
  const { where, sort, direction, group, jobId, layout, columns, folded } = useView.getState();
  const before = { where, sort, direction, group, jobId, layout, columns, folded };
  const turn = (show: () => void) => async () => {
    show();
    return true;
  };
  applyView(state);
  turnable(
    `Showed the view ${name}`,
    turn(() => useView.setState(before)),
    turn(() => applyView(state)),
  );
};
