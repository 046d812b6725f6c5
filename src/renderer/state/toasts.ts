import { create } from 'zustand';
import { addNotice } from './notices.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly next?: string | undefined;
  /** Errors stay until they are closed. */
  readonly tone: 'done' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Takes the place of the toast with the same key: of many quick steps only the last is told. */
  readonly key?: string | undefined;
}

interface Toasts {
  readonly toasts: readonly Toast[];
  show(toast: Omit<Toast, 'id'>): void;
  /** By its number or by its key. */
  close(which: number | string): void;
}

const MOST = 3;
const STAYS_MS = 6000;
let nextId = 1;

/** What was only told goes before what has to be closed, but the newest is seen in any case. */
const atMost = (toasts: readonly Toast[]): readonly Toast[] => {
  const newest = toasts.at(-1);
  const errors = toasts.filter(({ tone }) => tone === 'error').slice(-MOST);
  const told = toasts.filter(({ tone }) => tone === 'done');
  const kept = [...errors, ...told.slice(Math.max(0, told.length - MOST + errors.length))];
  return toasts.filter((one) => one === newest || kept.includes(one));
};

export const useToasts = create<Toasts>((set, get) => ({
  toasts: [],
  show: (toast) => {
    addNotice(toast);
    const id = nextId++;
    set(({ toasts }) => {
      const others = toasts.filter(({ key }) => key === undefined || key !== toast.key);
      return { toasts: atMost([...others, { ...toast, id }]) };
    });
    if (toast.tone === 'done') setTimeout(() => get().close(id), STAYS_MS);
  },
  close: (which) =>
    set(({ toasts }) => ({ toasts: toasts.filter(({ id, key }) => id !== which && key !== which) })),
}));
