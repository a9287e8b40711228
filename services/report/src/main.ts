import { createLogger } from '@labsecure/runtime/logger';
import { settingsOrExit } from '@labsecure/runtime/settings-or-exit';
import { runService } from '@labsecure/runtime/shutdown';
import { ReportSettings } from './config.ts';
import { wire } from './wiring.ts';

const settings = settingsOrExit(ReportSettings);
const logger = createLogger({ service: 'report', level: settings.LOG_LEVEL });
const { app, stop } = await wire(settings, logger);

await runService({
  logger,
  start: async () => {
    await app.listen({ host: settings.HOST, port: settings.PORT });
    logger.info({ event: 'service.started' }, 'report listens');
  },
  stop,
});
