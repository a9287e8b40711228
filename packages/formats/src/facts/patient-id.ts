/** Whether a patient's id is harmless in keys, file names and addresses; native-schema.ts says the same in JSON Schema. */
export const isPatientId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(text);

/** What a sender of another one is told. */
export const patientIdFault = 'send letters, digits and . _ : -, 64 at most.';
