import { z } from 'zod';

/** What of a JSON Schema is looked at. */
interface Shape {
  readonly type?: string;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: Shape;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
}

const shapes = new WeakMap<z.ZodType, Shape>();
function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema);
  if (known) return known;
  const shape = z.toJSONSchema(schema, { reused: 'inline', cycles: 'ref' }) as Shape;
  shapes.set(schema, shape);
  return shape;
}

/** A string in which anything may stand: no id, time or word of a closed list. */
const isText = ({ type, enum: words, const: word, format, pattern }: Shape): boolean =>
  type === 'string' &&
  words === undefined &&
  word === undefined &&
  format === undefined &&
  (pattern === undefined || new RegExp(pattern, 'u').test('<b>'));

const named = (root: Shape, { $ref }: Shape): Shape =>
  ($ref === '#' ? root : root.$defs?.[$ref?.split('/').at(-1) ?? '']) ?? {};

/** Every place in which the contract lets somebody's text stand: `notes[].text`, `features{}.reason`, … */
export function textPlaces(schema: z.ZodType): string[] {
  const root = shapeOf(schema);
  const places = (shape: Shape, at: string, inside: readonly string[]): string[] => {
    if (shape.$ref)
      return inside.includes(shape.$ref) ? [] : places(named(root, shape), at, [...inside, shape.$ref]);
    if (isText(shape)) return [at];
    const { anyOf = [], items, properties = {}, additionalProperties: rest, propertyNames } = shape;
    return [
      ...anyOf.flatMap((one) => places(one, at, inside)),
      ...(items ? places(items, `${at}[]`, inside) : []),
      ...Object.entries(properties).flatMap(([name, one]) => places(one, `${at}.${name}`, inside)),
      ...(typeof rest === 'object' ? places(rest, `${at}{}`, inside) : []),
      ...(propertyNames && isText(propertyNames) ? [`${at}{name}`] : []),
    ];
  };
  return [...new Set(places(root, '', []))];
}

/** The same value with `text` in each of those places that it has, and which they are. */
export function withText<T>(
  schema: z.ZodType<T>,
  value: T,
  text: string,
): { value: T; places: ReadonlySet<string> } {
  const root = shapeOf(schema);
  const found = new Set<string>();
  const branch = (shape: Shape, type: string): Shape | undefined => {
    if (shape.$ref) return branch(named(root, shape), type);
    if (shape.anyOf) return shape.anyOf.map((one) => branch(one, type)).find((one) => one !== undefined);
    return shape.type === type ? shape : undefined;
  };
  const fill = (shape: Shape, value: unknown, at: string): unknown => {
    const own = branch(shape, Array.isArray(value) ? 'array' : typeof value);
    if (!own || value === null) return value;
    if (isText(own)) {
      found.add(at);
      return text;
    }
    if (Array.isArray(value)) return value.map((one) => fill(own.items ?? {}, one, `${at}[]`));
    if (typeof value !== 'object') return value;
    const { properties = {}, additionalProperties: rest, propertyNames } = own;
    const filled = Object.entries(value).map(([name, one]) => {
      const known = properties[name];
      return [
        name,
        known
          ? fill(known, one, `${at}.${name}`)
          : fill(typeof rest === 'object' ? rest : {}, one, `${at}{}`),
      ] as const;
    });
    const [first] = filled;
    if (!first || !propertyNames || !isText(propertyNames)) return Object.fromEntries(filled);
    found.add(`${at}{name}`);
    return Object.fromEntries([...filled, [text, first[1]]]);
  };
  return { value: fill(root, value, '') as T, places: found };
}
