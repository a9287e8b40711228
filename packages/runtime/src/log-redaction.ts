import { describeError } from './log-errors.ts';

/** Fields that could carry clinical content, identity or secrets. Whoever logs one by mistake logs its name only. */
const unloggable = new Set(
  [
    'authorization cookie headers query token access_token refresh_token id_token password secret client_secret',
    'body raw report item input patient name patient_name given_name family_name birth_date email phone',
    'observation observations value values results notes',
  ].flatMap((names) => names.split(' ')),
);

const deepest = 5;

/**
 * The fields of a log line without what must not be in one, at whatever depth it stands.
 * In place of pino's own `redact`: with this many names at any depth that costs a hundred times the line itself.
 */
export function redacted(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const name in fields) {
    const value = fields[name];
    // Whatever was thrown stands under `err`, be it an Error or a text.
    if (name === 'err') safe.err = describeError(value);
    else safe[name] = unloggable.has(name.toLowerCase()) ? '[redacted]' : safeValue(value, depth);
  }
  return safe;
}

function safeValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (depth >= deepest) return '[too deep]';
  if (Array.isArray(value)) return value.map((element) => safeValue(element, depth + 1));
  return redacted({ ...value }, depth + 1);
}
