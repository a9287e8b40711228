import type { DemoCode } from './analytes.ts';
import type { Visit } from './stories/story.ts';

/** How a lab writes a unit: the same thing in its own spelling. */
const units: Record<Visit['lab'], Record<string, string>> = {
  LAB001: { '10^3/uL': 'Thousand/uL', '10^6/uL': 'Million/uL' },
  LAB002: { '10^3/uL': 'x10E3/uL', '10^6/uL': 'x10E6/uL', 'mIU/L': 'uIU/mL' },
  LAB003: {},
};

export const unitAt = (lab: Visit['lab'], unit: string): string => units[lab][unit] ?? unit;

/** One lab leaves the calculated LDL to whoever reads the result. */
export const isSentBy = (lab: Visit['lab'], code: DemoCode): boolean => !(lab === 'LAB003' && code === 'LDL');
