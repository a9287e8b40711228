import ts from 'typescript';

/** What an expression may be when a service runs, as far as it can be told. Nothing known is an empty list of these. */
export type Value =
  | { kind: 'text'; text: string }
  | { kind: 'function'; node: FunctionNode; frame: Frame | undefined }
  | { kind: 'object'; node: ts.ObjectLiteralExpression; frame: Frame | undefined }
  | { kind: 'list'; items: Value[] }
  /** Addresses of queues by their names. */
  | { kind: 'addresses' };

export type FunctionNode = ts.FunctionLikeDeclaration & { body: ts.Node };

/** One way of running a function: with these arguments, defined inside that run of the function around it. */
export interface Frame {
  id: number;
  node: FunctionNode;
  args: Value[][];
  outer: Frame | undefined;
}

export const isFunctionNode = (node: ts.Node | undefined): node is FunctionNode =>
  node !== undefined && ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

/** The function a node stands in, if it stands in one. */
export const functionAround = (node: ts.Node): ts.Node | undefined =>
  ts.findAncestor(node.parent, (one) => ts.isFunctionLike(one));

/** The run in which a variable or parameter, declared in a function around, has its value. */
export const frameOf = (declaration: ts.Node, frame: Frame | undefined): Frame | undefined => {
  const around = functionAround(declaration);
  for (let at = frame; at !== undefined; at = at.outer) if (at.node === around) return at;
  return undefined;
};

/** A function run in more ways than this is run once more with arguments of which nothing is known. */
const mostWays = 60;

/** Hands out frames: the same one for the same function, surroundings and arguments. */
export const createFrames = () => {
  const numbers = new Map<unknown, number>();
  const numberOf = (thing: unknown): number => {
    const known = numbers.get(thing);
    if (known !== undefined) return known;
    numbers.set(thing, numbers.size + 1);
    return numbers.size;
  };
  const keyOf = (value: Value): string => {
    if (value.kind === 'text') return JSON.stringify(value.text);
    if (value.kind === 'list') return `[${value.items.map(keyOf).join()}]`;
    if (value.kind === 'addresses') return 'addresses';
    return `${numberOf(value.node)}in${value.frame?.id ?? 0}`;
  };
  const frames = new Map<string, Frame>();
  const ways = new Map<unknown, number>();

  return (node: FunctionNode, args: Value[][], outer: Frame | undefined): Frame => {
    const count = ways.get(node) ?? 0;
    const known = count < mostWays ? args : [];
    const key = `${numberOf(node)}@${outer?.id ?? 0}(${known.map((values) => values.map(keyOf).sort().join('|')).join(';')})`;
    const found = frames.get(key);
    if (found) return found;
    ways.set(node, count + 1);
    const frame = { id: frames.size + 1, node, args: known, outer };
    frames.set(key, frame);
    return frame;
  };
};
