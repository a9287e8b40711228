import { fasting, okafor } from './shared.ts';
import type { Story } from './story.ts';

/** Diabetes with kidneys to watch, and one dangerous potassium. */
export const jamesWilson: Story = {
  patient_id: 'P345678',
  physician: okafor,
  course: {
    GLU: [188, 134],
    HBA1C: [8.9, 7.0],
    CREA: [1.28, 1.52],
    BUN: [19, 26],
    ACR: [64, 118],
    LDL: [131, 84],
    HDL: [38, 42],
    TRIG: [214, 161],
    HGB: [14.2, 13.3],
    K: [4.5, 4.9],
  },
  visits: [
    { daysAgo: 698, lab: 'LAB002', draws: [{ panel: 'cmp', notes: fasting }, { panel: 'a1c' }] },
    { daysAgo: 580, lab: 'LAB002', draws: [{ panel: 'lipid', notes: fasting }, { panel: 'kidney' }] },
    { daysAgo: 411, lab: 'LAB002', draws: [{ panel: 'a1c' }] },
    {
      daysAgo: 263,
      lab: 'LAB003',
      draws: [
        {
          panel: 'bmp',
          values: { K: 6.4, CREA: 1.74, BUN: 38, CO2: 19 },
          notes: 'Critical potassium telephoned to the ordering provider and read back.',
        },
      ],
    },
    {
      daysAgo: 262,
      lab: 'LAB003',
      draws: [{ panel: 'bmp', values: { K: 4.9 }, notes: 'Repeat after treatment.' }],
    },
    { daysAgo: 154, lab: 'LAB002', draws: [{ panel: 'cbc' }, { panel: 'a1c' }] },
    {
      daysAgo: 22,
      lab: 'LAB002',
      draws: [{ panel: 'cmp', notes: fasting }, { panel: 'kidney' }, { panel: 'lipid', notes: fasting }],
    },
  ],
};
