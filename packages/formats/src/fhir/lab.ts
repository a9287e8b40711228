import { forbidOtherLab, looksLikeLabId } from '../other-lab.ts';
import { identifierAt, textAt } from '../place.ts';
import { inside, listed, type Node, nodeOf, target } from './node.ts';

/** Identifier.system under which an Organization may say which lab of this platform it is. */
const labIdSystem = 'urn:labsecure:lab-id';

const labIdsOf = (organization: Node, isSender: boolean): string[] =>
  listed(organization, 'identifier').flatMap((identifier) => {
    const value = identifierAt(identifier, 'value');
    const system = textAt(identifier, 'system');
    if (value === undefined) return [];
    const named = system === labIdSystem || (isSender && system === undefined && looksLikeLabId(value));
    return named ? [value] : [];
  });

/**
 * Refuses a body that names another lab: an Organization with an identifier of our system, or the sender of a message
 * with one that looks like a lab's id.
 * @param root a Bundle or single resource, with its library
 * @throws ForbiddenError
 */
export const checkLab = (root: Node, labId: string): void => {
  const silent = { ...root, problems: [] };
  const all = root.library.resources.flatMap((resource) => [resource, ...resource.contained.values()]);
  const nodesOf = (type: string) =>
    all.filter((resource) => resource.type === type).map((resource) => nodeOf(resource, silent));
  const senders = nodesOf('MessageHeader').flatMap((header) => target(inside(header, 'sender')) ?? []);
  const named = [
    ...nodesOf('Organization').flatMap((node) => labIdsOf(node, false)),
    ...senders.flatMap((node) => labIdsOf(node, true)),
  ];
  for (const id of named) forbidOtherLab(id, labId, 'Organization.identifier');
};
