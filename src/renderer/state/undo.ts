import { create } from 'zustand';
import { announce } from './announce.ts';
import { useToasts } from './toasts.ts';

/** Something that was done and can be turned round, again and again: undone, redone, undone. */
export interface Step {
  /** What was done, as a sentence without its stop: "Picked clip.mp4". */
  readonly text: string;
  /** Nothing that was undone rests on it: that can still be done again. */
  readonly aside?: boolean;
  /** May be asked while the turn before is still under way. False when it could not be; whoever turns it has told why. */
  readonly turn: (way: Way) => Promise<boolean>;
}
export type Way = 'back' | 'again';

interface UndoState {
  /** The newest last. */
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

const MOST = 100;

export const useUndo = create<UndoState>(() => ({ past: [], future: [] }));

/** The step that the last message is about. */
let told: Step | null = null;
/** What could be done again before the newest step took its place. */
let replaced: readonly Step[] = [];

const without = (steps: readonly Step[], step: Step): readonly Step[] => steps.filter((one) => one !== step);

/** Puts a step on the stack, and says so with a way back. */
export const did = (step: Step): void => {
  replaced = useUndo.getState().future;
  useUndo.setState(({ past, future }) => ({
    past: [...past.slice(1 - MOST), step],
    future: step.aside ? future : [],
  }));
  tell(step, step.text, 'Undo', undo);
};

/** For a step that came to nothing. */
export const forget = (step: Step): void => {
  useUndo.setState(({ past, future }) => ({
    past: without(past, step),
    future: past.at(-1) === step && future.length === 0 ? replaced : without(future, step),
  }));
  unsay(step);
};

/** Moves at once, so that the key can be held; a turn that fails puts the step back where it was. */
export const undo = async (): Promise<void> => {
  const { past, future } = useUndo.getState();
  const step = past.at(-1);
  if (!step) return;
  useUndo.setState({ past: without(past, step), future: [...future, step] });
  tell(step, `Undone: ${step.text}`, 'Redo', redo);
  if (await step.turn('back')) return;
  useUndo.setState((now) => ({
    past: [...without(now.past, step), step],
    future: without(now.future, step),
  }));
  unsay(step);
};

export const redo = async (): Promise<void> => {
  const { past, future } = useUndo.getState();
  const step = future.at(-1);
  if (!step) return;
  useUndo.setState({ past: [...past, step], future: without(future, step) });
  tell(step, `Done again: ${step.text}`, 'Undo', undo);
  if (await step.turn('again')) return;
  useUndo.setState((now) => ({
    past: without(now.past, step),
    future: [...without(now.future, step), step],
  }));
  unsay(step);
};

const tell = (step: Step, text: string, label: string, back: () => Promise<void>): void => {
  announce(text);
  told = step;
  useToasts.getState().show({ tone: 'done', text, key: 'undo', action: { label, run: () => void back() } });
};

const unsay = (step: Step): void => {
  if (told === step) useToasts.getState().close('undo');
};
