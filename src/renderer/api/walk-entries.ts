import type { Intake } from './transport.ts';

export interface FileToSend {
  /** Relative to what was dropped, with forward slashes; it starts with the dropped folder's own name. */
  readonly path: string;
  readonly file: File;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** `readEntries` answers in blocks (100 in Chromium) and says that it is done with an empty one. */
const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const block = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (block.length === 0) return all;
    all.push(...block);
  }
};

const walk = async (entry: FileSystemEntry, into: FileToSend[]): Promise<void> => {
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, into);
};

/** Every file of a drop or of a file dialog, folders opened, in the order of their paths. */
export const filesOf = async (intake: Intake): Promise<FileToSend[]> => {
  const found: FileToSend[] = [];
  if (intake.entries.length > 0) {
    for (const entry of intake.entries) await walk(entry, found);
  } else {
    for (const file of intake.files) found.push({ path: file.webkitRelativePath || file.name, file });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** The folder's name when all of it came from one folder, else how many files there are. */
export const titleOf = (files: readonly FileToSend[]): string => {
  const roots = new Set(files.map(({ path }) => path.split('/')[0]));
  const [root] = roots;
  return roots.size === 1 && root ? root : `${files.length} dropped files`;
};
