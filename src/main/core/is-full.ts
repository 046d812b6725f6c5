/** EDQUOT, for which Node has no name: on Linux and on macOS. */
const quotaErrnos: readonly unknown[] = [-122, -69];

/** Whether there was no more room on the disk, or for this user on it. */
export const isFull = (error: unknown): boolean => {
  const { code, errno } = error as { readonly code?: unknown; readonly errno?: unknown };
  return code === 'ENOSPC' || quotaErrnos.includes(errno);
};
