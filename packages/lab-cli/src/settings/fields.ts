/** Each setting by the name it has in the config file, and where else it may come from. The secret is no flag: others see those. */
export const fields = {
  url: { env: 'LABSECURE_URL', flag: '--url', text: 'address of the platform' },
  token_url: { env: 'LABSECURE_TOKEN_URL', flag: '--token-url', text: 'where the login gives tokens' },
  client_id: { env: 'LABSECURE_CLIENT_ID', flag: '--client-id', text: "the laboratory's client" },
  client_secret: { env: 'LABSECURE_CLIENT_SECRET', flag: undefined, text: "the client's secret" },
  lab_id: { env: 'LABSECURE_LAB_ID', flag: '--lab-id', text: 'id the laboratory is registered under' },
  time_zone: {
    env: 'LABSECURE_TIME_ZONE',
    flag: '--time-zone',
    text: 'zone the laboratory is registered with, as in Europe/Vienna',
  },
  sealing_key: {
    env: 'LABSECURE_SEALING_KEY',
    flag: '--sealing-key',
    text: "file with the platform's public key in PEM; asked of the platform when there is none",
  },
} as const;

export type Field = keyof typeof fields;
export const fieldNames = Object.keys(fields) as Field[];
