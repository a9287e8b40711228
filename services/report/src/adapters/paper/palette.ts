/** The colours of the portal's light theme: paper, pages and e-mails are in one hand. */
export const palette = {
  ink: '#17242e',
  soft: '#52616b',
  line: '#e2e0da',
  brand: '#0b5563',
  wash: '#e6f0f1',
  in: '#1d5b45',
  near: '#7a4d00',
  far: '#9a2c12',
  farWash: '#f8e6df',
} as const;

/** Four sizes, in points. */
export const size = { small: 7.5, body: 9.5, lead: 12, title: 21 } as const;
