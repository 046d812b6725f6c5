import { useToasts } from './toasts.ts';

/** A browser may refuse the clipboard to a page, or have none for it. */
export async function copyText(text: string, done: string): Promise<void> {
  const { show } = useToasts.getState();
  try {
    await navigator.clipboard.writeText(text);
    show({ tone: 'done', text: done });
  } catch {
    show({ tone: 'error', text: 'The clipboard is not available here.' });
  }
}
