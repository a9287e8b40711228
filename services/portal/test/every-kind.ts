import { bloodCount, lipids, metabolic, reportOf, versionOf } from './reports.ts';

const quest = {
  lab_id: 'LAB001',
  lab_name: 'Quest Diagnostics',
  ordering_provider: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
  collected_at: '2026-03-12T08:40:00-04:00',
  reported_at: '2026-03-12T18:00:00-04:00',
};
const labcorp = { lab_id: 'LAB002', lab_name: 'LabCorp' };

/** One result of every kind a page has to show, all of one patient; the last version of a result is its current one. */
export const everyKind = {
  earlier: versionOf(
    reportOf(lipids('162'), {
      accession_number: 'K-0',
      collected_at: '2025-06-11T09:05:00-05:00',
      reported_at: '2025-06-11T15:00:00-05:00',
    }),
  ),
  first: versionOf(reportOf(lipids('142'), { notes: ['Fasting sample.'] })),
  corrected: versionOf(
    reportOf(lipids('412'), {
      status: 'corrected',
      reported_at: '2025-12-06T15:00:00-06:00',
      notes: ['Fasting sample.', 'Values were checked twice.'],
    }),
  ),
  inRange: versionOf(reportOf(bloodCount, { ...quest, accession_number: 'K-2', panel: { id: 'cbc' } })),
  critical: versionOf(reportOf(metabolic, { ...quest, accession_number: 'K-3', panel: { id: 'bmp' } })),
  mixed: versionOf(
    reportOf(
      [
        ['TSH', 'Thyroid Stimulating Hormone', '2.10', 'mIU/L', '0.40-4.00'],
        ['FT4', 'Free T4', '0.7', 'ng/dL', '0.80-1.80', 'L'],
        ['ZONUL', 'Zonulin Family Peptide', '41.3', 'ng/mL'],
        ['HBSAG', 'Hepatitis B surface antigen', 'Negative', '', 'Negative'],
        ['NA', 'Sodium', '140', 'mmol/L', '136-145', 'H'],
        ['CULT', 'Culture', 'No growth after five days of incubation at 35 degrees'],
      ],
      {
        ...labcorp,
        accession_number: 'K-4',
        status: 'preliminary',
        panel: { id: 'other', name: 'Thyroid and others' },
        collected_at: '2026-02-11T14:30:00Z',
        reported_at: '2026-02-11T18:30:00Z',
        specimen: 'Serum',
      },
    ),
  ),
  cancelled: versionOf(
    reportOf(bloodCount, {
      ...labcorp,
      accession_number: 'K-5',
      status: 'cancelled',
      panel: { id: 'cbc' },
      collected_at: '2026-02-09T09:30:00-05:00',
      notes: ['The sample clotted. Please come again for another draw.'],
    }),
  ),
  withdrawn: versionOf(
    reportOf(bloodCount, { accession_number: 'K-6', status: 'entered-in-error', panel: { id: 'cbc' } }),
  ),
};
