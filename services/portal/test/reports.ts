import { interpret } from '@labsecure/clinical/interpret';
import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import { resultIdOf, submissionIdOf } from '@labsecure/contracts/identity';
import type { ResultVersion } from '@labsecure/contracts/records';
import { versionOrder } from '@labsecure/contracts/version-order';

/** code, name, value as sent, unit, range, flag */
type Line = [code: string, name: string, value: string, unit?: string, range?: string, flag?: string];

const observationOf = ([code, name, sent, unit, range, flag]: Line): CanonicalObservation => {
  const [, comparator, digits] = /^([<>]=?)?(-?\d+(?:\.\d+)?)$/.exec(sent) ?? [];
  const value =
    digits === undefined
      ? ({ kind: 'text', sent } as const)
      : ({
          kind: 'quantity',
          number: Number(digits),
          sent,
          ...(comparator && { comparator: comparator as '<' }),
        } as const);
  return {
    pointer: '',
    code,
    name,
    value,
    ...(unit && { unit }),
    ...(range && { range }),
    ...(flag && { flag }),
    notes: [],
  };
};

/** A report as a lab would send it; what matters to a test is given, the rest is usual. */
export const reportOf = (lines: Line[], more: Partial<CanonicalReport> = {}): CanonicalReport => ({
  patient: { id: 'P234567', birth_date: '1990-07-22', sex: 'F' },
  lab_id: 'LAB003',
  lab_name: 'Mayo Clinic Labs',
  accession_number: 'A-1',
  panel: { id: 'lipid' },
  status: 'final',
  collected_at: '2025-12-04T08:10:00-06:00',
  reported_at: '2025-12-04T15:00:00-06:00',
  ordering_provider: { name: 'Dr. Amir Haddad' },
  notes: [],
  observations: lines.map(observationOf),
  ...more,
});

/** The version the processor makes of a report. */
export const versionOf = (report: CanonicalReport): ResultVersion => {
  const { panel, observations, summary } = interpret(report);
  const digest = JSON.stringify(report);
  const { accession_number, lab_id, lab_name = lab_id } = report;
  const result_id = resultIdOf({ lab_id, panel: report.panel, accession_number, digest });
  const submission_id = submissionIdOf(result_id, digest);
  return {
    result_id,
    version: versionOrder(report.reported_at, report.status, submission_id),
    submission_id,
    patient_id: report.patient.id,
    lab_id,
    lab_name,
    ...(accession_number && { accession_number }),
    panel,
    status: report.status,
    corrected: report.status === 'corrected' || report.status === 'amended',
    collected_at: report.collected_at,
    reported_at: report.reported_at,
    collected_instant: new Date(report.collected_at).toISOString(),
    ...(report.ordering_provider && { ordering_provider: report.ordering_provider }),
    ...(report.specimen && { specimen: report.specimen }),
    notes: report.notes,
    observations,
    summary,
    raw_key: `raw/${result_id}`,
  };
};

/** The lipid panel of the pictures: some in range, some slightly and one far above. */
export const lipids = (triglycerides: string): Line[] => [
  ['CHOL', 'Total Cholesterol', '188', 'mg/dL', '<200'],
  ['LDL', 'LDL Cholesterol', '118', 'mg/dL', '<100'],
  ['HDL', 'HDL Cholesterol', '52', 'mg/dL', '>40'],
  ['TRIG', 'Triglycerides', triglycerides, 'mg/dL', '<150'],
];

export const bloodCount: Line[] = [
  ['WBC', 'White Blood Cell Count', '7.5', '10^3/uL', '4.5-11.0'],
  ['RBC', 'Red Blood Cell Count', '4.55', '10^6/uL', '4.10-5.10'],
  ['HGB', 'Hemoglobin', '13.4', 'g/dL', '12.0-15.5'],
  ['HCT', 'Hematocrit', '40.1', '%', '36.0-46.0'],
  ['PLT', 'Platelet Count', '248', '10^3/uL', '150-400'],
];

export const metabolic: Line[] = [
  ['GLU', 'Glucose', '92', 'mg/dL', '70-99'],
  ['BUN', 'Urea Nitrogen', '14', 'mg/dL', '7-20'],
  ['CREA', 'Creatinine', '0.78', 'mg/dL', '0.50-1.10'],
  ['NA', 'Sodium', '140', 'mmol/L', '136-145'],
  ['K', 'Potassium', '6.6', 'mmol/L', '3.5-5.1'],
  ['CL', 'Chloride', '103', 'mmol/L', '98-106'],
  ['CO2', 'Carbon Dioxide', '25', 'mmol/L', '22-29'],
  ['CA', 'Calcium', '9.4', 'mg/dL', '8.6-10.2'],
];
