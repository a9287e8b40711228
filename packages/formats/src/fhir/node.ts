import { nameOf, stepTo } from '../json-pointer.ts';
import { isObject, linesAt, type Place, placeAt, tell, textAt } from '../place.ts';
import { type Library, resolve } from './library.ts';
import type { Resource } from './resource.ts';

/** A place within a resource, from which references can be followed. */
export interface Node extends Place {
  resource: Resource;
  library: Library;
  /** IANA name of the lab's time zone. */
  zone: string;
}

/** @param from whose problems take what is found */
export const nodeOf = (resource: Resource, from: Omit<Node, 'resource' | 'pointer' | 'object'>): Node => ({
  ...from,
  resource,
  pointer: resource.pointer,
  object: resource.object,
});

const below = (node: Node, step: string | number, value: unknown): Node => ({
  ...node,
  ...placeAt(node, step, value),
});

/** The object at a key; an empty one where there is none. */
export const inside = (node: Node, key: string): Node => below(node, key, node.object[key]);

/** Beyond what any sender needs; what several reports share is read once for each. */
const mostListed = 100;

/** The objects of the list at a key. */
export const listed = (node: Node, key: string, most = mostListed): Node[] => {
  const list = node.object[key];
  if (!Array.isArray(list)) return [];
  if (list.length > most) return tell(node, key, 'E_TOO_MANY', `more than ${most} entries.`) ?? [];
  const around = below(node, key, undefined);
  return list.flatMap((value, index) => (isObject(value) ? [below(around, index, value)] : []));
};

export const has = (node: Node, key: string): boolean =>
  node.object[key] !== undefined && node.object[key] !== null;

/** Names a fault or remark about the place itself. */
export const tellHere = ({ pointer, problems }: Place, code: string, fault: string): undefined => {
  problems.push({ pointer, code, message: `${nameOf(pointer)}: ${fault}` });
};

/** The characters of the number at a key. */
export const numberAt = (node: Node, key: string): string | undefined =>
  typeof node.object[key] === 'number' ? node.numbers.get(stepTo(node.pointer, key)) : undefined;

const withinLength = (node: Node, key: string, longest: number): boolean => {
  const value = node.object[key];
  if (typeof value !== 'string' || value.length <= longest) return true;
  tell(node, key, 'E_TOO_LONG', `longer than ${longest} characters.`);
  return false;
};

/** A text of one line that is no longer than what can be kept and shown. */
export const shortAt = (node: Node, key: string, longest: number): string | undefined =>
  withinLength(node, key, longest) ? textAt(node, key) : undefined;

const longestLines = 20_000;

/** A text of several lines, a note or a conclusion. */
export const longAt = (node: Node, key: string): string | undefined =>
  withinLength(node, key, longestLines) ? linesAt(node, key) : undefined;

/** Where a Reference leads within the body. */
export const target = (reference: Node): Node | undefined => {
  const text = textAt(reference, 'reference');
  const resource = text === undefined ? undefined : resolve(reference.library, reference.resource, text);
  return resource && nodeOf(resource, reference);
};

/** The resource type a Reference speaks of, resolved or not. */
export const targetType = (reference: Node): string | undefined => {
  const segments = textAt(reference, 'reference')?.split('/_history/', 1)[0]?.split('/') ?? [];
  return target(reference)?.resource.type ?? textAt(reference, 'type') ?? segments.at(-2);
};
