import { createLogger } from '@labsecure/runtime/logger';
import { settingsOrExit } from '@labsecure/runtime/settings-or-exit';
import { runService } from '@labsecure/runtime/shutdown';
import { NotifySettings } from './config.ts';
import { wire } from './wiring.ts';

const settings = settingsOrExit(NotifySettings);
const logger = createLogger({ service: 'notify', level: settings.LOG_LEVEL });
const { app, start, stop } = await wire(settings, logger);

await runService({
  logger,
  start: async () => {
    await app.listen({ host: settings.HOST, port: settings.PORT });
    start();
    logger.info({ event: 'service.started' }, 'notify listens');
  },
  stop,
});
