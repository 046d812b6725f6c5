import { AppError } from '../../../contract/index.ts';

export interface DriveRef {
  readonly id: string;
  /** Link-shared items may need the key that stands in their link (`providers.md` 1.2). */
  readonly resourceKey: string | null;
}

/** Roots of shared drives start with 0A and are shorter than the ids of files and folders. */
const idShape = /^[A-Za-z0-9_-]{15,120}$/;
const keyShape = /^[A-Za-z0-9_-]{1,120}$/;
const hosts = ['drive.google.com', 'docs.google.com', 'drive.usercontent.google.com'];

/** `https://drive.google.com/…`, with or without the scheme; what else it says is for `driveRef` to judge. */
export const isDriveLink = (text: string): boolean =>
  /^(https?:\/\/)?(drive|docs|drive\.usercontent)\.google\.com(:443)?\//i.test(linkIn(text));

/** An id by itself; a folder of this name on the disk goes first, so the caller looks there before. */
export const isDriveId = (text: string): boolean => idShape.test(text);

/** From a pasted link of any form, or a bare id, to the folder or file it means. Throws INVALID_INPUT with the reason. */
export function driveRef(text: string): DriveRef {
  const pasted = linkIn(text);
  if (isDriveId(pasted)) return { id: pasted, resourceKey: null };
  const link = /^(?:https?:\/\/)?([^/?#]+)(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i.exec(pasted);
  if (!link?.[2] || !/[./]/.test(pasted)) throw refused('it is neither a link nor the id of a folder');
  const [, host = '', path, query = ''] = link;
  if (!hosts.includes(host.toLowerCase().replace(/:443$/, '')))
    throw refused('it does not lead to drive.google.com');
  const id = idIn(path, query);
  if (id === null) throw refused(reasonFor(path));
  // Which of the two is meant is nowhere said, and the wrong one may hold all there is.
  if (/\/folders\/[^/]+\/[^/]+/.test(path))
    throw refused('it names two folders; open the one you mean on a computer and copy its link');
  if (!isDriveId(id)) throw refused('its id is cut short or has odd characters');
  const key = parameter(query, 'resourcekey');
  return { id, resourceKey: key !== null && keyShape.test(key) ? key : null };
}

/** What a mail, a chat or a page puts around a link does not belong to it. */
function linkIn(text: string): string {
  const seen = text
    .replace(/\p{Cf}/gu, '')
    .replaceAll('&amp;', '&')
    .trim();
  const [link = seen] = /https?:\/\/[^\s<>"']+/i.exec(seen) ?? [];
  return link.replace(/[.,;:!?)\]]+$/, '');
}

function idIn(path: string, query: string): string | null {
  const [, inPath] =
    /\/(?:drive\/(?:u\/\d+\/)?(?:mobile\/)?folders|file(?:\/u\/\d+)?\/d|folder\/d)\/([^/]+)/.exec(path) ?? [];
  if (inPath !== undefined) return inPath;
  return /^\/(?:a\/[^/]+\/)?(?:open|folderview|embeddedfolderview|uc|download|thumbnail)$/.test(path)
    ? parameter(query, 'id')
    : null;
}

function parameter(query: string, name: string): string | null {
  const pair = query.split('&').find((part) => part.slice(0, part.indexOf('=')).toLowerCase() === name);
  return pair?.slice(pair.indexOf('=') + 1) ?? null;
}

function reasonFor(path: string): string {
  if (/\/(document|spreadsheets|presentation|forms)\//.test(path))
    return 'it is a document and holds no ads; use the link of a folder';
  if (/\/(my-drive|shared-with-me|recent|starred|search|computers|shared-drives)\b/.test(path))
    return 'it shows a view of Drive and no folder; open the folder and copy its link';
  return 'it names no folder and no file';
}

const refused = (why: string): AppError => new AppError('INVALID_INPUT', `link: ${why}.`);
