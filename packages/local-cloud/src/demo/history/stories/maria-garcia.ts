import { fasting, haddad } from './shared.ts';
import type { Story } from './story.ts';

/** Iron deficiency that heals, and a thyroid that needed help. */
export const mariaGarcia: Story = {
  patient_id: 'P234567',
  physician: haddad,
  course: {
    HGB: [9.8, 13.1],
    MCV: [72, 87],
    RDW: [17.4, 13.2],
    FERR: [6, 48],
    FE: [28, 84],
    TIBC: [452, 338],
    PLT: [418, 276],
    TSH: [7.9, 2.1],
    FT4: [0.74, 1.21],
    VITD: [19, 34],
  },
  visits: [
    {
      daysAgo: 724,
      lab: 'LAB001',
      draws: [{ panel: 'cbc' }, { panel: 'iron', notes: 'Please repeat after three months of treatment.' }],
    },
    { daysAgo: 655, lab: 'LAB002', draws: [{ panel: 'thyroid' }] },
    { daysAgo: 538, lab: 'LAB001', draws: [{ panel: 'cbc' }, { panel: 'iron' }] },
    { daysAgo: 402, lab: 'LAB003', draws: [{ panel: 'thyroid' }, { panel: 'vitamins' }] },
    {
      daysAgo: 188,
      lab: 'LAB001',
      draws: [
        {
          panel: 'cmp',
          values: { K: 5.8 },
          corrected: {
            daysLater: 1,
            values: { K: 4.3 },
            notes:
              'Corrected: potassium was raised by red cells broken in the tube. Measured again in a new sample.',
          },
        },
      ],
    },
    { daysAgo: 61, lab: 'LAB002', draws: [{ panel: 'thyroid' }, { panel: 'lipid', notes: fasting }] },
    { daysAgo: 4, lab: 'LAB001', draws: [{ panel: 'cbc' }] },
    {
      daysAgo: 1,
      lab: 'LAB003',
      draws: [
        {
          panel: 'iron',
          status: 'preliminary',
          notes: 'Preliminary: iron binding capacity will be confirmed.',
        },
      ],
    },
  ],
};
