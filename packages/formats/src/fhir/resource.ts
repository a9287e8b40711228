import { stepTo } from '../json-pointer.ts';
import { isObject } from '../place.ts';

/** A resource of the body and where it stands. Nothing of it is checked but that it says what it is. */
export interface Resource {
  type: string;
  id: string | undefined;
  /** Of the Bundle's entry. */
  fullUrl: string | undefined;
  pointer: string;
  object: Record<string, unknown>;
  /** By id; of a contained resource those of the resource around it. */
  contained: Map<string, Resource>;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const bareResource = (value: unknown, pointer: string, fullUrl: unknown): Resource | undefined => {
  if (!isObject(value)) return undefined;
  const type = textOf(value.resourceType);
  if (type === undefined) return undefined;
  return {
    type,
    id: textOf(value.id),
    fullUrl: textOf(fullUrl),
    pointer,
    object: value,
    contained: new Map(),
  };
};

/**
 * The resource at a place of the body, with those contained in it; undefined where there is none.
 * Contained resources contain none (R4 dom-2), and one whose id stands twice is not found under it.
 */
export const resourceAt = (value: unknown, pointer: string, fullUrl?: unknown): Resource | undefined => {
  const resource = bareResource(value, pointer, fullUrl);
  if (resource === undefined) return undefined;
  const { contained } = resource.object;
  const seen = new Set<string>();
  for (const [index, inner] of (Array.isArray(contained) ? contained : []).entries()) {
    const found = bareResource(inner, stepTo(stepTo(pointer, 'contained'), index), undefined);
    if (found?.id === undefined) continue;
    found.contained = resource.contained;
    if (seen.has(found.id)) resource.contained.delete(found.id);
    else resource.contained.set(found.id, found);
    seen.add(found.id);
  }
  return resource;
};
