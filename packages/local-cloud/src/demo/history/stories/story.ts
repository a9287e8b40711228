import type { DemoCode, DemoPanel } from '../analytes.ts';

/** One specimen sent for one panel. */
export interface Draw {
  panel: DemoPanel;
  /** Instead of what the course would give. */
  values?: Partial<Record<DemoCode, number>>;
  notes?: string;
  /** Final when absent. */
  status?: 'preliminary' | 'final';
  /** Sent again later, with these values. */
  corrected?: { daysLater: number; values: Partial<Record<DemoCode, number>>; notes: string };
}

export interface Visit {
  daysAgo: number;
  lab: 'LAB001' | 'LAB002' | 'LAB003';
  draws: Draw[];
}

/** Two years of one patient. Values run from the first to the second number of a course, and stay usual elsewhere. */
export interface Story {
  patient_id: string;
  physician: { name: string; npi: string };
  course: Partial<Record<DemoCode, [then: number, now: number]>>;
  visits: Visit[];
}
