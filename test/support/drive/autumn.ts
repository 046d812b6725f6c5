import sharp from 'sharp';
import { type Node, Tree } from '../../emulators/drive/tree.ts';

/** A picture that no other number gives; `bytes` pads it, for a download that takes its time. */
export async function picture(n: number, bytes = 0): Promise<Buffer> {
  const background = { r: (37 * n) % 256, g: (91 * n) % 256, b: (53 * n) % 256 };
  const band = await sharp({
    create: { width: 200, height: 40, channels: 3, background: { r: 250, g: 250, b: 250 } },
  })
    .png()
    .toBuffer();
  const png = await sharp({ create: { width: 320, height: 400, channels: 3, background } })
    .composite([{ input: band, top: 20 + ((n * 7) % 300), left: 20 + ((n * 11) % 90) }])
    .png()
    .toBuffer();
  // Decoders stop at the end of the picture, so what follows changes nothing but the length.
  return Buffer.concat([png, Buffer.alloc(Math.max(0, bytes - png.byteLength), n % 251)]);
}

export interface Autumn {
  readonly tree: Tree;
  readonly root: Node;
  /** Files that become ads, each content once. */
  readonly ads: readonly Node[];
  readonly odd: Readonly<
    Record<'forbidden' | 'malware' | 'empty' | 'trashed' | 'huge' | 'document' | 'copy' | 'hostile', Node>
  >;
  readonly shortcuts: Readonly<Record<'toFile' | 'toParent' | 'broken', Node>>;
}

/** A folder of 60 files as a customer's may look: nested, twice of one name, forbidden, empty, thrown away. */
export async function autumn(bytes = 0): Promise<Autumn> {
  const tree = new Tree();
  const { root } = tree;
  const nested = tree.folder('Videos & stills', root);
  const deeper = tree.folder('final', nested);
  /** As `picture` draws it. */
  const drawn = { picture: { width: 320, height: 400 } };
  const places = [...Array(33).fill(root), ...Array(10).fill(nested), ...Array(5).fill(deeper)] as Node[];
  const ads: Node[] = [];
  for (const [n, place] of places.entries())
    ads.push(tree.file(`ad-${String(n).padStart(2, '0')}.png`, place, await picture(n, bytes), drawn));
  // One name twice in one folder, with another content.
  ads.push(tree.file('ad-00.png', root, await picture(60, bytes)));
  const hostile = tree.file('../../etc/pass\u202Ewd\n.png', root, await picture(61, bytes));
  ads.push(hostile);
  const odd = {
    hostile,
    copy: tree.file('copy of ad-01.png', nested, ads[1]?.content ?? null),
    forbidden: tree.file('forbidden.png', root, await picture(62), {
      forbidden: 'insufficientFilePermissions',
    }),
    malware: tree.file('malware.mp4', root, await picture(63), { forbidden: 'cannotDownloadAbusiveFile' }),
    empty: tree.file('empty.mp4', nested, Buffer.alloc(0)),
    trashed: tree.file('trashed.png', root, await picture(64), { trashed: true }),
    huge: tree.file('huge.mp4', deeper, null, { claimedBytes: 5 * 1024 ** 3 }),
    document: tree.file('brief', root, null, { mimeType: 'application/vnd.google-apps.document' }),
  };
  const shortcuts = {
    toFile: tree.shortcut('shortcut to ad-40.png', root, ads[40]?.id ?? ''),
    toParent: tree.shortcut('back to the start', deeper, root.id),
    broken: tree.shortcut('broken shortcut', nested, '1Gonexxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
  };
  return { tree, root, ads, odd, shortcuts };
}
