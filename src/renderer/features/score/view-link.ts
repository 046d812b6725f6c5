import type { SavedView } from '../../../contract/index.ts';

/** A view as text: the same in every library, since it names what is looked for and no ad. */
export const linkOf = ({ name, state }: SavedView): string => {
  const bytes = new TextEncoder().encode(JSON.stringify({ name, state }));
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return `titan-ads://view/${text}`;
};
