import { fasting, haddad } from './shared.ts';
import type { Story } from './story.ts';

/** An overactive thyroid that settles. */
export const sarahJohnson: Story = {
  patient_id: 'P567890',
  physician: haddad,
  course: {
    TSH: [0.02, 1.4],
    FT4: [3.1, 1.3],
    ALP: [168, 96],
    ALT: [52, 28],
    WBC: [4.1, 6.2],
    LDL: [88, 118],
  },
  visits: [
    { daysAgo: 705, lab: 'LAB001', draws: [{ panel: 'thyroid' }, { panel: 'cbc' }, { panel: 'cmp' }] },
    { daysAgo: 634, lab: 'LAB001', draws: [{ panel: 'thyroid' }] },
    {
      daysAgo: 498,
      lab: 'LAB002',
      draws: [
        {
          panel: 'cbc',
          values: { WBC: 2.9 },
          notes: 'Taken while on thyroid medicine.',
          corrected: { daysLater: 1, values: { WBC: 4.8 }, notes: 'Corrected after a manual count.' },
        },
      ],
    },
    { daysAgo: 371, lab: 'LAB001', draws: [{ panel: 'thyroid' }, { panel: 'lipid', notes: fasting }] },
    { daysAgo: 190, lab: 'LAB001', draws: [{ panel: 'thyroid' }, { panel: 'cmp', notes: fasting }] },
    { daysAgo: 16, lab: 'LAB001', draws: [{ panel: 'thyroid' }] },
  ],
};
