import type { OrderingProvider } from '@labsecure/contracts/canonical-report';
import { cleanText, componentOf, rawAt, repetitionsOf, type Spot, subcomponentOf, tellAt } from './spot.ts';

const limit = 200;

const joined = (spot: Spot, field: number, parts: string[]): string | undefined => {
  const texts = parts.map((raw) => cleanText(spot, raw, { field, limit }));
  return texts.filter((text) => text !== undefined).join(' ') || undefined;
};

/** PID-5 (XPN): the legal name where it is marked, else the first; in the order in which it is spoken. */
export const patientNameAt = (spot: Spot, field: number): string | undefined => {
  const all = repetitionsOf(spot, rawAt(spot, field));
  const raw = all.find((one) => componentOf(spot, one, 7) === 'L') ?? all[0] ?? '';
  const [family = '', given = '', middle = '', suffix = ''] = [1, 2, 3, 4].map((component) =>
    componentOf(spot, raw, component),
  );
  return joined(spot, field, [given, middle, subcomponentOf(spot, family, 1), suffix]);
};

const isNpi = (spot: Spot, raw: string): boolean =>
  componentOf(spot, raw, 13) === 'NPI' ||
  ['NPI', 'NPPES'].includes(subcomponentOf(spot, componentOf(spot, raw, 9), 1));

/** OBR-16 or ORC-12 (XCN). The number is kept only where it is said to be an NPI. */
export const providerAt = (spot: Spot, field: number): OrderingProvider | undefined => {
  const [raw = ''] = repetitionsOf(spot, rawAt(spot, field));
  const [id = '', family = '', given = '', middle = '', suffix = '', prefix = ''] = [1, 2, 3, 4, 5, 6].map(
    (component) => componentOf(spot, raw, component),
  );
  const name = joined(spot, field, [prefix, given, middle, subcomponentOf(spot, family, 1), suffix]);
  if (name === undefined) return undefined;
  const npi = isNpi(spot, raw) ? cleanText(spot, id, { field, component: 1, limit: 20 }) : undefined;
  if (npi !== undefined && !/^\d{10}$/.test(npi)) {
    tellAt(spot, field, 'W_NPI', 'not ten digits; kept as sent.', 1);
  }
  return { name, ...(npi !== undefined && { npi }) };
};
