import { createHash } from 'node:crypto';

export const folderType = 'application/vnd.google-apps.folder';
export const shortcutType = 'application/vnd.google-apps.shortcut';

/** One thing in the emulated Drive. */
export interface Node {
  readonly id: string;
  name: string;
  readonly mimeType: string;
  readonly parents: readonly string[];
  content: Buffer | null;
  trashed: boolean;
  readonly driveId?: string;
  readonly resourceKey?: string;
  readonly target?: string;
  /** The 403 that a download is answered with. */
  readonly forbidden?: string;
  /** Its md5 is not made yet. */
  readonly unhashed?: boolean;
  /** A size that no content stands behind, for files too large to make. */
  readonly claimedBytes?: number;
  /** What Drive has found out about it; nothing while it is still taking it in. */
  readonly picture?: { readonly width: number; readonly height: number; readonly ms?: number };
}

type Parts = Partial<Omit<Node, 'id' | 'name'>>;

/** A Drive in memory; ids are of Drive's length, made from a number so that runs are alike. */
export class Tree {
  readonly nodes = new Map<string, Node>();
  /** Shared drives of which the account is no member, though some of what lies there is shared with it. */
  readonly foreignDrives = new Set<string>();
  /** The account sees more drives than one search goes through. */
  hasTooManyDrives = false;
  #made = 0;

  readonly root = this.folder('Autumn ads', null);

  #newId(kind: string): string {
    this.#made += 1;
    return `1${kind}${String(this.#made).padStart(4, '0')}`.padEnd(33, 'x');
  }

  #put(kind: string, name: string, parts: Parts & { mimeType: string }): Node {
    const id = this.#newId(kind);
    const node: Node = { parents: [], content: null, trashed: false, ...parts, id, name };
    this.nodes.set(id, node);
    return node;
  }

  folder(name: string, parent: Node | null, parts: Parts = {}): Node {
    return this.#put('Dir', name, { parents: parent ? [parent.id] : [], ...parts, mimeType: folderType });
  }

  file(name: string, parent: Node, content: Buffer | null, parts: Parts = {}): Node {
    const mimeType = parts.mimeType ?? (/\.(png|jpe?g)$/i.test(name) ? 'image/png' : 'video/mp4');
    return this.#put('File', name, { ...parts, parents: [parent.id], content, mimeType });
  }

  shortcut(name: string, parent: Node, target: string): Node {
    return this.#put('Cut', name, { parents: [parent.id], target, mimeType: shortcutType });
  }

  children(parent: string): Node[] {
    return [...this.nodes.values()]
      .filter(({ parents }) => parents.includes(parent))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  }
}

/** As Drive tells it, before the mask of `fields`. */
export function resourceOf(node: Node, tree: Tree): Record<string, unknown> {
  const binary = node.content !== null || node.claimedBytes !== undefined;
  return {
    kind: 'drive#file',
    id: node.id,
    name: node.name,
    mimeType: node.mimeType,
    parents: node.parents,
    trashed: node.trashed,
    modifiedTime: '2026-11-20T09:00:00.000Z',
    ...(node.driveId && { driveId: node.driveId }),
    ...(node.resourceKey && { resourceKey: node.resourceKey }),
    ...(binary && { size: String(node.claimedBytes ?? node.content?.byteLength) }),
    ...(node.content && { headRevisionId: `0B${md5(node.content).slice(0, 20)}` }),
    ...(node.content && !node.unhashed && { md5Checksum: md5(node.content) }),
    ...(node.picture && pictureOf(node.mimeType, node.picture)),
    ...(node.target && {
      shortcutDetails: {
        targetId: node.target,
        targetMimeType: tree.nodes.get(node.target)?.mimeType ?? 'application/octet-stream',
      },
    }),
  };
}

/** Milliseconds come as text, as bytes do. */
const pictureOf = (mimeType: string, { width, height, ms }: NonNullable<Node['picture']>) =>
  mimeType.startsWith('image/')
    ? { imageMediaMetadata: { width, height, rotation: 0 } }
    : {
        videoMediaMetadata: { width, height, ...(ms !== undefined && { durationMillis: String(ms) }) },
      };

export const md5 = (content: Buffer): string => createHash('md5').update(content).digest('hex');
