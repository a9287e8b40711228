import { demoAccounts, demoMachines } from '../demo/accounts.ts';
import { startLogin } from '../login/server.ts';
import { say, serve } from './run.ts';
import { listenSettings, settingsFrom } from './settings.ts';

await serve(async () => {
  const settings = settingsFrom({
    ...listenSettings,
    OIDC_ISSUER: 'name of the login in its tokens, and where browsers reach it',
    PORTAL_URL: 'where browsers reach the portal',
    DATA_DIR: 'folder that keeps keys and sign-ins',
  });
  const login = await startLogin({
    host: settings.HOST,
    port: Number(settings.PORT),
    issuer: settings.OIDC_ISSUER,
    portalUrl: settings.PORTAL_URL,
    dataDir: settings.DATA_DIR,
    accounts: demoAccounts,
    machines: demoMachines,
  });
  say(`The login listens as ${login.issuer}.`);
  return login;
});
