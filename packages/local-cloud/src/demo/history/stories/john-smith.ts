import { fasting, johnson } from './shared.ts';
import type { Story } from './story.ts';

/** Cholesterol and blood sugar that come down once treated. */
export const johnSmith: Story = {
  patient_id: 'P123456',
  physician: johnson,
  course: {
    LDL: [162, 91],
    TRIG: [228, 132],
    HDL: [37, 44],
    GLU: [112, 98],
    HBA1C: [6.2, 5.5],
    ALT: [58, 33],
    AST: [39, 26],
  },
  visits: [
    {
      daysAgo: 712,
      lab: 'LAB001',
      draws: [
        { panel: 'lipid', notes: fasting },
        { panel: 'cmp', notes: fasting },
      ],
    },
    { daysAgo: 601, lab: 'LAB001', draws: [{ panel: 'a1c' }] },
    { daysAgo: 430, lab: 'LAB002', draws: [{ panel: 'lipid', notes: fasting }, { panel: 'cbc' }] },
    { daysAgo: 247, lab: 'LAB001', draws: [{ panel: 'cmp', notes: fasting }, { panel: 'a1c' }] },
    {
      daysAgo: 96,
      lab: 'LAB003',
      draws: [
        {
          panel: 'lipid',
          values: { TRIG: 412, CHOL: 236 },
          notes: fasting,
          corrected: {
            daysLater: 2,
            values: { TRIG: 142, CHOL: 181 },
            notes: 'Corrected: the first report was of a non-fasting sample. This is the repeat.',
          },
        },
      ],
    },
    { daysAgo: 9, lab: 'LAB001', draws: [{ panel: 'cbc' }, { panel: 'a1c' }] },
  ],
};
