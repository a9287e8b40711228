import type { Resource } from './resource.ts';

/** Resources of one body, to be found by what references call them. */
export interface Library {
  resources: Resource[];
  byUrl: Map<string, Resource>;
  /** By `Type/id`; undefined where two share one. */
  byTypeAndId: Map<string, Resource | undefined>;
}

export const createLibrary = (resources: Resource[]): Library => {
  const byUrl = new Map<string, Resource>();
  const byTypeAndId = new Map<string, Resource | undefined>();
  for (const resource of resources) {
    if (resource.fullUrl !== undefined) byUrl.set(resource.fullUrl, resource);
    if (resource.id === undefined) continue;
    const name = `${resource.type}/${resource.id}`;
    byTypeAndId.set(name, byTypeAndId.has(name) ? undefined : resource);
  }
  return { resources, byUrl, byTypeAndId };
};

const relative = /^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64}$/;

/** Whether a reference is `Type/id`. */
export const isRelative = (reference: string): boolean => relative.test(reference);

const withoutVersion = (reference: string): string => {
  const [unversioned = ''] = reference.split('/_history/', 1);
  return unversioned;
};

const baseOf = ({ fullUrl, type }: Resource): string | undefined => {
  const end = fullUrl?.lastIndexOf(`/${type}/`) ?? -1;
  return end < 0 || !/^https?:/.test(fullUrl ?? '') ? undefined : fullUrl?.slice(0, end + 1);
};

/**
 * The resource a reference leads to within the body: `#id` to what the resource itself contains, anything else to the
 * entry of that fullUrl; `Type/id` first under the same base, then by type and id, since many senders give their
 * entries a `urn:uuid` and refer to them by id all the same. An id that two entries share leads nowhere.
 * @see https://hl7.org/fhir/R4/bundle.html#references
 */
export const resolve = (library: Library, from: Resource, reference: string): Resource | undefined => {
  if (reference.startsWith('#')) return from.contained.get(reference.slice(1));
  const url = withoutVersion(reference);
  const direct = library.byUrl.get(reference) ?? library.byUrl.get(url);
  if (direct || !isRelative(url)) return direct;
  const base = baseOf(from);
  return (base === undefined ? undefined : library.byUrl.get(base + url)) ?? library.byTypeAndId.get(url);
};
