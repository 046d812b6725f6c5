import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly next?: string | undefined;
  /** Errors stay until they are closed. */
  readonly tone: 'done' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

interface Toasts {
  readonly toasts: readonly Toast[];
  show(toast: Omit<Toast, 'id'>): void;
  close(id: number): void;
}

const MOST = 3;
const STAYS_MS = 6000;
let nextId = 1;

export const useToasts = create<Toasts>((set, get) => ({
  toasts: [],
  show: (toast) => {
    const id = nextId++;
    set(({ toasts }) => ({ toasts: [...toasts.slice(1 - MOST), { ...toast, id }] }));
    if (toast.tone === 'done') setTimeout(() => get().close(id), STAYS_MS);
  },
  close: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));
