import { SavedView } from '../../../contract/index.ts';

/** What a link or its address in the window holds; null when it is none. It may come from anywhere. */
export const viewOfLink = (link: string): Pick<SavedView, 'name' | 'state'> | null => {
  const text = /(?:^|\/)view\/([\w-]{1,20000})$/.exec(link.trim())?.[1];
  if (text === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const parsed = SavedView.omit({ id: true }).safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};
