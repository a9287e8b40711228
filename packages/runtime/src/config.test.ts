import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { loadSettings } from './config.ts';
import { AuthSettings, HttpSettings } from './settings.ts';

const Settings = Type.Object({
  ...HttpSettings,
  OIDC_ISSUER: AuthSettings.OIDC_ISSUER,
  SESSION_SECRET: Type.String({ minLength: 32, description: 'signs session cookies' }),
  SECURE_COOKIES: Type.Boolean({ default: true, description: 'only over TLS' }),
});
const good = { PORT: '4601', OIDC_ISSUER: 'http://127.0.0.1:4611', SESSION_SECRET: 'x'.repeat(32) };

test('Settings come out typed, with their defaults', () => {
  expect(loadSettings(Settings, { ...good, SECURE_COOKIES: 'false', UNRELATED: 'stays out' })).toEqual({
    ...good,
    PORT: 4601,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    SECURE_COOKIES: false,
  });
});

test.each([
  [{ PORT: 'abc' }, 'PORT must be an integer between 0 and 65535, but is "abc".'],
  [{ PORT: '70000' }, 'PORT must be an integer between 0 and 65535, but is "70000".'],
  [{ PORT: '1.5' }, 'PORT must be an integer between 0 and 65535, but is "1.5".'],
  [{ OIDC_ISSUER: undefined }, "OIDC_ISSUER is missing: address of the login's issuer."],
  [{ OIDC_ISSUER: '' }, "OIDC_ISSUER is missing: address of the login's issuer."],
  [{ OIDC_ISSUER: '  ' }, "OIDC_ISSUER is missing: address of the login's issuer."],
  [{ OIDC_ISSUER: 'localhost:4611' }, 'OIDC_ISSUER must be an http(s) address, but is "localhost:4611".'],
  [{ SECURE_COOKIES: 'yes' }, 'SECURE_COOKIES must be true or false, but is "yes".'],
  [
    { LOG_LEVEL: 'loud' },
    'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but is "loud".',
  ],
])('%o is refused in one line that says what is wanted', (wrong, line) => {
  expect(() => loadSettings(Settings, { ...good, ...wrong })).toThrow(
    expect.objectContaining({ name: 'SettingsError', message: line }),
  );
});

test('All faults are told at once', () => {
  expect(() => loadSettings(Settings, { ...good, PORT: 'abc', OIDC_ISSUER: '' })).toThrow(
    /OIDC_ISSUER is missing.*PORT must be/,
  );
});

test('A secret that will not do is not printed', () => {
  expect(() => loadSettings(Settings, { ...good, SESSION_SECRET: 'hunter2' })).toThrow(
    expect.objectContaining({ message: 'SESSION_SECRET must be at least 32 characters long.' }),
  );
});
