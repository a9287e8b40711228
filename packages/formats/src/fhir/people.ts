import type { OrderingProvider } from '@labsecure/contracts/canonical-report';
import { tell } from '../place.ts';
import { chooseIdentifier } from './identifier.ts';
import { has, inside, listed, type Node, shortAt, target, targetType } from './node.ts';
import { nameAt } from './person-name.ts';

const longest = 200;

const npiSystem = 'http://hl7.org/fhir/sid/us-npi';

const npiOf = (practitioner: Node): string | undefined => {
  const isNpi = (types: string[], system: string | undefined) =>
    system === npiSystem || types.includes('NPI') ? 0 : undefined;
  const npi = chooseIdentifier(practitioner, 'identifier', isNpi)?.value;
  if (npi !== undefined && !/^\d{10}$/.test(npi)) {
    tell(practitioner, 'identifier', 'W_NPI', 'the NPI is not ten digits; kept as sent.');
  }
  return npi;
};

const named = (reference: Node, practitioner: Node | undefined): OrderingProvider | undefined => {
  const name =
    (practitioner && nameAt(practitioner, { titles: true })) ?? shortAt(reference, 'display', longest);
  const npi = practitioner && npiOf(practitioner);
  return name === undefined ? undefined : { name, ...(npi !== undefined && { npi }) };
};

/** A role's own reference is not followed to another role. */
const throughRole = (reference: Node, key: string): Node => {
  const role = target(reference);
  return role?.resource.type === 'PractitionerRole' ? inside(role, key) : reference;
};

/** A Practitioner, or the one in a PractitionerRole; of anyone else nothing. */
const practitionerAt = (reference: Node): OrderingProvider | undefined => {
  const person = throughRole(reference, 'practitioner');
  const found = target(person);
  const type = targetType(person);
  const isPerson = type === undefined || type === 'Practitioner' || type === 'PractitionerRole';
  if (!isPerson) return undefined;
  return named(person, type === 'Practitioner' ? found : undefined) ?? named(reference, undefined);
};

const firstOf = <T>(nodes: Node[], key: string, read: (reference: Node) => T | undefined): T | undefined => {
  for (const reference of nodes.flatMap((node) => listed(node, key))) {
    const found = read(reference);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Who asked for the test: the requester of the ServiceRequest that a report or its Observations are based on. */
export const providerOf = (nodes: Node[]): OrderingProvider | undefined =>
  firstOf(nodes, 'basedOn', (reference) => {
    const request = target(reference);
    if (request?.resource.type !== 'ServiceRequest' || !has(request, 'requester')) return undefined;
    return practitionerAt(inside(request, 'requester'));
  });

const organizationAt = (reference: Node): string | undefined => {
  const organization = throughRole(reference, 'organization');
  if (targetType(organization) !== 'Organization') return undefined;
  const found = target(organization);
  return (found && shortAt(found, 'name', longest)) ?? shortAt(organization, 'display', longest);
};

/** The laboratory: the first performer of a report or its Observations that is an organisation. */
export const labNameOf = (nodes: Node[]): string | undefined => firstOf(nodes, 'performer', organizationAt);
