import { stripVTControlCharacters, styleText } from 'node:util';
import type { ServiceName } from './service-settings.ts';

type Style = Parameters<typeof styleText>[0];

const serviceStyles: Record<ServiceName, Style> = {
  ingest: 'cyan',
  processor: 'magenta',
  notify: 'yellow',
  report: 'blue',
  portal: 'green',
};
const levelStyles: Record<string, Style> = { warn: 'yellow', error: 'red', fatal: 'red' };

/** Said by the columns before, or of no use to a person. */
const leftOut = new Set([
  'level',
  'time',
  'service',
  'msg',
  'pid',
  'hostname',
  'event',
  'trace_id',
  'traceparent',
  'reqId',
]);

const isFault = (value: unknown): value is { type?: unknown; message: string } =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';

const show = (value: unknown): string => {
  if (isFault(value)) return JSON.stringify(`${value.type ?? 'Error'}: ${value.message}`);
  if (typeof value === 'string') return /^[\w./:@+-]+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? '';
};

const parse = (line: string): Record<string, unknown> | undefined => {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? { ...entry } : undefined;
  } catch {
    return undefined;
  }
};

const clock = (time: unknown): string => {
  const at = typeof time === 'string' || typeof time === 'number' ? new Date(time) : new Date();
  return Number.isNaN(at.getTime()) ? '' : at.toTimeString().slice(0, 8);
};

/** Whether a line is about something that should not be. A line that is not JSON is taken to be. */
export const isTrouble = (line: string): boolean => {
  const entry = parse(line);
  return !entry || String(entry.level) in levelStyles;
};

/**
 * Makes one line of a service's log readable: time, service, event, and what else it says as `name=value`.
 * A line that is not JSON is shown as it is, without control characters.
 */
export const readableLine = (service: ServiceName, line: string, colour: boolean): string => {
  const paint = (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const entry = parse(line);
  const name = paint(serviceStyles[service], service.padEnd(9));
  if (!entry) return `${clock(undefined)} ${name} ${stripVTControlCharacters(line)}`;
  const level = String(entry.level ?? 'info');
  const mark = levelStyles[level] ? `${paint(levelStyles[level], level.toUpperCase())} ` : '';
  const details = Object.entries(entry)
    .filter(([key, value]) => !leftOut.has(key) && value !== undefined)
    .map(([key, value]) => `${paint('dim', `${key}=`)}${show(value)}`);
  const event = String(entry.msg ?? entry.event ?? '');
  return [`${clock(entry.time)} ${name} ${mark}${event}`, ...details].join('  ');
};
