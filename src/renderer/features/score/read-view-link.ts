import { SavedView } from '../../../contract/schemas/collections.ts';

/** Text from base64url. Throws where it is none. */
export const textOf = (base64url: string): string =>
  new TextDecoder().decode(
    Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)),
  );

/** What a link or its address in the window holds; null when it is none. It may come from anywhere. */
export const viewOfLink = (link: string): Pick<SavedView, 'name' | 'state'> | null => {
  const text = /(?:^|\/)view\/([\w-]{1,20000})$/.exec(link.trim())?.[1];
  if (text === undefined) return null;
  try {
    const parsed = SavedView.omit({ id: true }).safeParse(JSON.parse(textOf(text)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};
