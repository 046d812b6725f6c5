/** Letters and digits alone: `Order ID`, `order_id` and `orderId` are alike. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
