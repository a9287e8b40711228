import type { Permission } from './permissions.ts';

const nameOf = ({ action, resource }: Permission): string => `${action} on ${resource}`;

const without = (these: Permission[], those: Permission[]): Permission[] => {
  const names = new Set(those.map(nameOf));
  return [...new Map(these.map((one) => [nameOf(one), one])).values()].filter(
    (one) => !names.has(nameOf(one)),
  );
};

/** One sentence for each action on a resource that one side has and the other lacks. */
export const differences = (service: string, needed: Permission[], allowed: Permission[]): string[] => [
  ...without(needed, allowed).map(
    (one) => `${service} needs ${nameOf(one)} (${one.from}), and no policy allows it.`,
  ),
  ...without(allowed, needed).map(
    (one) => `${service} is allowed ${nameOf(one)} (${one.from}), and nothing in its code does that.`,
  ),
];
