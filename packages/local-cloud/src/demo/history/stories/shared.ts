/** Who ordered the tests. */
export const johnson = { name: 'Dr. Sarah Johnson', npi: '1234567890' };
export const haddad = { name: 'Dr. Amir Haddad', npi: '1987654325' };
export const okafor = { name: 'Dr. Ngozi Okafor', npi: '1558321471' };

export const fasting = 'Fasting sample.';
