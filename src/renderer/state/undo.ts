import { create } from 'zustand';
import { announce } from './announce.ts';
import { useToasts } from './toasts.ts';

/** Something that was done and can be turned round, again and again: undone, redone, undone. */
export interface Step {
  /** What was done, as a sentence without its stop: "Picked clip.mp4". */
  readonly text: string;
  /** False when it could not be; whoever turns it has told why. */
  readonly turn: () => Promise<boolean>;
}

interface UndoState {
  /** The newest last. */
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

const MOST = 100;

export const useUndo = create<UndoState>(() => ({ past: [], future: [] }));

const without = (steps: readonly Step[], step: Step): readonly Step[] => steps.filter((one) => one !== step);

/** Puts a step on the stack, and says so with a way back. */
export const did = (step: Step): void => {
  useUndo.setState(({ past }) => ({ past: [...past.slice(1 - MOST), step], future: [] }));
  announce(step.text);
  useToasts.getState().show({
    tone: 'done',
    text: step.text,
    key: 'undo',
    action: { label: 'Undo', run: () => void undo() },
  });
};

/** For a step that came to nothing. */
export const forget = (step: Step): void => {
  useUndo.setState(({ past, future }) => ({ past: without(past, step), future: without(future, step) }));
  useToasts.getState().close('undo');
};

/** Moves at once, so that the key can be held; a turn that fails puts the step back where it was. */
export const undo = async (): Promise<void> => {
  const { past, future } = useUndo.getState();
  const step = past.at(-1);
  if (!step) return;
  useUndo.setState({ past: without(past, step), future: [...future, step] });
  tell(`Undone: ${step.text}`, 'Redo', redo);
  if (!(await step.turn()))
    useUndo.setState((now) => ({ past: [...now.past, step], future: without(now.future, step) }));
};

export const redo = async (): Promise<void> => {
  const { past, future } = useUndo.getState();
  const step = future.at(-1);
  if (!step) return;
  useUndo.setState({ past: [...past, step], future: without(future, step) });
  tell(`Done again: ${step.text}`, 'Undo', undo);
  if (!(await step.turn()))
    useUndo.setState((now) => ({ past: without(now.past, step), future: [...now.future, step] }));
};

const tell = (text: string, label: string, back: () => Promise<void>): void => {
  announce(text);
  useToasts.getState().show({ tone: 'done', text, key: 'undo', action: { label, run: () => void back() } });
};
