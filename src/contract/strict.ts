import { z } from 'zod';

/**
 * Zod takes a schema whose fields come later for one that may hold itself, and notes each object and list that it meets
 * there. No schema of the contract does, and JSON cannot.
 */
z.config({ memoizer: { attach() {}, guard() {}, alloc: (_schema, _payload, empty) => empty } });

/**
 * As `z.strictObject`, with what is in it made when it is first asked for: the contract has some four thousand schemas, and
 * a command or a window needs a tenth of them.
 */
export function strict<Shape extends z.core.$ZodShape>(
  fields: () => Shape,
): z.ZodObject<Shape, z.core.$strict> {
  let shape: Shape | undefined;
  return new z.ZodObject({
    type: 'object',
    get shape() {
      shape ??= fields();
      return shape;
    },
    catchall: never,
  }) as z.ZodObject<Shape, z.core.$strict>;
}

const never = z.never();
