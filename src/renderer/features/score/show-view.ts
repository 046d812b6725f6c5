import type { SavedView } from '../../../contract/index.ts';
import { turnable } from '../../api/turning.ts';
import { applyView, useView } from '../../state/view.ts';

const turn = (show: () => void) => async () => {
  show();
  return true;
};

/** Shows the library as a view has it; what was filtered and how it stood before comes back by undo. */
export const showView = ({ name, state }: Pick<SavedView, 'name' | 'state'>): void => {
  const { where, sort, direction, group, jobId, layout, columns, folded } = useView.getState();
  const before = { where, sort, direction, group, jobId, layout, columns, folded };
  applyView(state);
  turnable(
    `Showed the view ${name}`,
    turn(() => useView.setState(before)),
    turn(() => applyView(state)),
  );
};

/** The columns as they come; those that a view showed and those of one's own come back by undo, each as they were. */
export const columnsAsUsual = (): void => {
  const { columns, ownColumns, chooseColumns } = useView.getState();
  const usual = () => chooseColumns(null);
  usual();
  turnable(
    'Set the columns as usual',
    turn(() => useView.setState({ columns, ownColumns })),
    turn(usual),
  );
};
