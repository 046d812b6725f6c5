import type { Source } from '../../../contract/index.ts';
import { driveIdOfRoot, isDriveRoot, refOfCached } from './drive-place.ts';
import { accountOfRoot, adOfMetaPath, isMetaRoot } from './meta-place.ts';

/** What an ad says about where it comes from: a folder of this machine, a file of Drive (its folder once it is gone), or an ad at Meta. */
export function sourceOf(root: string, path: string, absolute: string): Source {
  if (isDriveRoot(root)) return { kind: 'drive', id: refOfCached(absolute).id || driveIdOfRoot(root) };
  if (isMetaRoot(root)) return { kind: 'meta', id: adOfMetaPath(path) ?? accountOfRoot(root) };
  return { kind: 'folder', id: root };
}
