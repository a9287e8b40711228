import { tell, textAt } from '../place.ts';
import { createLibrary, type Library } from './library.ts';
import { has, inside, listed, type Node } from './node.ts';
import { type Resource, resourceAt } from './resource.ts';
import { checkShape } from './shape.ts';
import { bundleEntry, bundle as bundleShape } from './shapes.ts';

/** Kinds of Bundle that say "here is something": answers, searches and histories of a server do not. */
const types = ['message', 'transaction', 'batch', 'collection', 'document'];

/** Whatever stands in an entry to be removed or looked up is not a result that was sent. */
const checkMethod = (entry: Node): void => {
  const request = inside(entry, 'request');
  const method = textAt(request, 'method');
  if (method === undefined || method === 'POST' || method === 'PUT') return;
  tell(
    request,
    'method',
    'E_FHIR_STRUCTURE',
    'only POST and PUT are taken; withdraw a result by its status.',
  );
};

const resourceIn = (entry: Node): Resource | undefined => {
  checkShape(entry, bundleEntry);
  checkMethod(entry);
  const { resource, fullUrl } = entry.object;
  const found = resourceAt(resource, `${entry.pointer}/resource`, fullUrl);
  return found ?? tell(entry, 'resource', 'E_FHIR_STRUCTURE', 'needs a resource with a resourceType.');
};

/** @see https://hl7.org/fhir/R4/bundle.html#bdl-7 */
const checkUnique = (entries: Node[]): void => {
  const seen = new Set<string>();
  for (const entry of entries) {
    const url = textAt(entry, 'fullUrl');
    if (url === undefined) continue;
    if (seen.has(url)) tell(entry, 'fullUrl', 'E_FHIR_DUP', 'an earlier entry has the same fullUrl.');
    seen.add(url);
  }
};

const mostEntries = 20_000;

/** The resources of a Bundle; what is wrong with the Bundle itself is told at the node. */
export const openBundle = (node: Node): Library => {
  checkShape(node, bundleShape);
  const type = textAt(node, 'type');
  if (has(node, 'type') && !types.includes(type ?? '')) {
    tell(node, 'type', 'E_FHIR_TYPE', `send a Bundle of type ${types.join(', ')}.`);
  }
  const entries = listed(node, 'entry', mostEntries);
  checkUnique(entries);
  return createLibrary(entries.flatMap((entry) => resourceIn(entry) ?? []));
};
