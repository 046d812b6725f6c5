/** Marks a picture as the handle of its ad's file. */
export const dragHandle = (ad: { readonly id: string; readonly name: string }) =>
  ({ draggable: true, 'data-drag-ad': ad.id, 'data-drag-name': ad.name }) as const;
