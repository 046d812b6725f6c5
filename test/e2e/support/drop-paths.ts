import type { Page } from '@playwright/test';

/** Drops files or folders of the disk, as a file manager would; the page sees them in `dataTransfer`. */
export const dropPaths = async (page: Page, at: { x: number; y: number }, paths: readonly string[]) => {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
    // The page answers a drag event between frames, and a drop before its answer counts as refused.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
  await session.detach();
};
