/** How a demo lab prints one analyte: its name, unit and range, and what a healthy adult has of it. */
export interface DemoAnalyte {
  name: string;
  /** Empty for what has none. */
  unit: string;
  decimals: number;
  /** As printed; by sex where they differ. */
  range: string | { M: string; F: string };
  usual: number | { M: number; F: number };
}

const analyte = (
  name: string,
  unit: string,
  decimals: number,
  range: DemoAnalyte['range'],
  usual: DemoAnalyte['usual'],
): DemoAnalyte => ({ name, unit, decimals, range, usual });

export const demoAnalytes = {
  WBC: analyte('White Blood Cell Count', '10^3/uL', 1, '4.5-11.0', 6.8),
  RBC: analyte('Red Blood Cell Count', '10^6/uL', 2, { M: '4.50-5.90', F: '4.10-5.10' }, { M: 5.1, F: 4.5 }),
  HGB: analyte('Hemoglobin', 'g/dL', 1, { M: '13.5-17.5', F: '12.0-15.5' }, { M: 15.1, F: 13.4 }),
  HCT: analyte('Hematocrit', '%', 1, { M: '41.0-53.0', F: '36.0-46.0' }, { M: 45, F: 40 }),
  MCV: analyte('Mean Corpuscular Volume', 'fL', 1, '80.0-100.0', 89),
  MCH: analyte('Mean Corpuscular Hemoglobin', 'pg', 1, '27.0-33.0', 30),
  MCHC: analyte('MCHC', 'g/dL', 1, '32.0-36.0', 33.6),
  RDW: analyte('Red Cell Distribution Width', '%', 1, '11.5-14.5', 12.9),
  PLT: analyte('Platelet Count', '10^3/uL', 0, '150-400', 248),
  GLU: analyte('Glucose', 'mg/dL', 0, '70-99', 89),
  BUN: analyte('Urea Nitrogen', 'mg/dL', 0, '7-20', 14),
  CREA: analyte('Creatinine', 'mg/dL', 2, { M: '0.70-1.30', F: '0.50-1.10' }, { M: 0.98, F: 0.78 }),
  NA: analyte('Sodium', 'mmol/L', 0, '136-145', 140),
  K: analyte('Potassium', 'mmol/L', 1, '3.5-5.0', 4.2),
  CL: analyte('Chloride', 'mmol/L', 0, '98-106', 103),
  CO2: analyte('Carbon Dioxide', 'mmol/L', 0, '22-29', 25),
  CA: analyte('Calcium', 'mg/dL', 1, '8.6-10.2', 9.4),
  TP: analyte('Total Protein', 'g/dL', 1, '6.0-8.3', 7.1),
  ALB: analyte('Albumin', 'g/dL', 1, '3.5-5.0', 4.4),
  TBIL: analyte('Bilirubin Total', 'mg/dL', 1, '0.2-1.2', 0.6),
  ALP: analyte('Alkaline Phosphatase', 'U/L', 0, '44-147', 72),
  AST: analyte('AST', 'U/L', 0, '10-40', 22),
  ALT: analyte('ALT', 'U/L', 0, '10-40', 24),
  CHOL: analyte('Total Cholesterol', 'mg/dL', 0, '<200', 178),
  HDL: analyte('HDL Cholesterol', 'mg/dL', 0, { M: '>40', F: '>50' }, { M: 48, F: 61 }),
  LDL: analyte('LDL Cholesterol', 'mg/dL', 0, '<100', 94),
  TRIG: analyte('Triglycerides', 'mg/dL', 0, '<150', 98),
  TSH: analyte('Thyroid Stimulating Hormone', 'mIU/L', 2, '0.40-4.00', 1.8),
  FT4: analyte('Free T4', 'ng/dL', 2, '0.80-1.80', 1.2),
  HBA1C: analyte('Hemoglobin A1c', '%', 1, '4.0-5.6', 5.2),
  FERR: analyte('Ferritin', 'ng/mL', 0, { M: '24-336', F: '11-307' }, { M: 130, F: 62 }),
  FE: analyte('Iron', 'ug/dL', 0, '50-150', 92),
  TIBC: analyte('Total Iron Binding Capacity', 'ug/dL', 0, '250-400', 320),
  VITD: analyte('Vitamin D, 25-Hydroxy', 'ng/mL', 0, '30-100', 38),
  B12: analyte('Vitamin B12', 'pg/mL', 0, '200-900', 470),
  CRP: analyte('C-Reactive Protein', 'mg/L', 1, '<5.0', 1.2),
  ACR: analyte('Microalbumin/Creat Ratio', 'mg/g', 0, '<30', 9),
  /** No catalogue has it: kept and shown as sent. */
  ZONUL: analyte('Zonulin Family Peptide', 'ng/mL', 1, '', 41.3),
} as const satisfies Record<string, DemoAnalyte>;

export type DemoCode = keyof typeof demoAnalytes;

/** What each demo panel consists of, and its `test_type` in the native format. */
export const demoPanels = {
  cbc: {
    test_type: 'complete_blood_count',
    codes: ['WBC', 'RBC', 'HGB', 'HCT', 'MCV', 'MCH', 'MCHC', 'RDW', 'PLT'],
  },
  cmp: {
    test_type: 'complete_metabolic_panel',
    codes: ['GLU', 'BUN', 'CREA', 'NA', 'K', 'CL', 'CO2', 'CA', 'TP', 'ALB', 'TBIL', 'ALP', 'AST', 'ALT'],
  },
  bmp: { test_type: 'basic_metabolic_panel', codes: ['GLU', 'BUN', 'CREA', 'NA', 'K', 'CL', 'CO2', 'CA'] },
  lipid: { test_type: 'lipid_panel', codes: ['CHOL', 'HDL', 'LDL', 'TRIG'] },
  thyroid: { test_type: 'thyroid_panel', codes: ['TSH', 'FT4'] },
  a1c: { test_type: 'other', codes: ['HBA1C'] },
  iron: { test_type: 'other', codes: ['FERR', 'FE', 'TIBC'] },
  vitamins: { test_type: 'other', codes: ['VITD', 'B12'] },
  kidney: { test_type: 'other', codes: ['ACR'] },
  inflammation: { test_type: 'other', codes: ['CRP', 'ZONUL'] },
} as const satisfies Record<string, { test_type: string; codes: DemoCode[] }>;

export type DemoPanel = keyof typeof demoPanels;
