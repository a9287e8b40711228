/** What an update does to an item, by attribute. */
export interface Changes {
  /** Given this value; taken away where the value is undefined. */
  set?: Record<string, unknown>;
  /** Given this value where there is none yet; undefined leaves it alone. */
  keep?: Record<string, unknown>;
  add?: Record<string, number>;
}

const clause = (word: string, parts: string[]): string =>
  parts.length > 0 ? `${word} ${parts.join(', ')} ` : '';

const isGiven = ([, value]: [string, unknown]): boolean => value !== undefined;

/** The changes in DynamoDB's words. Every name is a placeholder, since many plain ones are reserved (`state`). */
export const updateExpressionOf = ({ set = {}, keep = {}, add = {} }: Changes) => {
  const given = Object.entries(set).filter(isGiven);
  const kept = Object.entries(keep).filter(isGiven);
  const added = Object.entries(add);
  const removed = Object.keys(set).filter((name) => set[name] === undefined);
  const valued = [...given, ...kept, ...added];

  return {
    UpdateExpression: [
      clause('SET', [
        ...given.map(([name]) => `#${name} = :${name}`),
        ...kept.map(([name]) => `#${name} = if_not_exists(#${name}, :${name})`),
      ]),
      clause(
        'REMOVE',
        removed.map((name) => `#${name}`),
      ),
      clause(
        'ADD',
        added.map(([name]) => `#${name} :${name}`),
      ),
    ].join(''),
    names: Object.fromEntries(
      [...valued.map(([name]) => name), ...removed].map((name) => [`#${name}`, name]),
    ),
    values: Object.fromEntries(valued.map(([name, value]) => [`:${name}`, value])),
  };
};
