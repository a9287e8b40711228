import { fasting, johnson } from './shared.ts';
import type { Story } from './story.ts';

/** Healthy, short of vitamin D in winter, and one test that nobody knows. */
export const liChen: Story = {
  patient_id: 'P456789',
  physician: johnson,
  course: { VITD: [17, 36], HDL: [66, 69], LDL: [86, 83] },
  visits: [
    { daysAgo: 690, lab: 'LAB003', draws: [{ panel: 'cbc' }, { panel: 'vitamins' }] },
    { daysAgo: 540, lab: 'LAB001', draws: [{ panel: 'thyroid' }] },
    {
      daysAgo: 365,
      lab: 'LAB003',
      draws: [
        { panel: 'cmp', notes: fasting },
        { panel: 'lipid', notes: fasting },
      ],
    },
    { daysAgo: 210, lab: 'LAB003', draws: [{ panel: 'vitamins' }] },
    {
      daysAgo: 118,
      lab: 'LAB002',
      draws: [
        {
          panel: 'inflammation',
          values: { CRP: 6.8 },
          notes: 'Zonulin was measured by a partner laboratory, which gives no range.',
        },
      ],
    },
    { daysAgo: 33, lab: 'LAB003', draws: [{ panel: 'cbc' }, { panel: 'vitamins' }] },
  ],
};
