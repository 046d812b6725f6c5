import type { Transport } from '../../api/transport.ts';
import { useView } from '../../state/view.ts';
import { inputOf, RowPages } from './row-pages.ts';

let asked: RowPages | null = null;

/** Asks for the rows that the window opens with; ends when they are here, or the reason why not. */
export const askFirstRows = ({ call }: Transport): Promise<void> => {
  asked = new RowPages(call, inputOf(useView.getState()));
  return asked.open();
};

/** Once, and only by the view that they were asked for: later views are read anew. */
export const takeFirstRows = (): RowPages | null => {
  const taken = asked;
  asked = null;
  return taken;
};
