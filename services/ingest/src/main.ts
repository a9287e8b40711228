import { createLogger } from '@labsecure/runtime/logger';
import { exitOnSettingsError, settingsOrExit } from '@labsecure/runtime/settings-or-exit';
import { runService } from '@labsecure/runtime/shutdown';
import { Settings } from './config.ts';
import { wire } from './wiring.ts';

const settings = settingsOrExit(Settings);
const logger = createLogger({ service: 'ingest', level: settings.LOG_LEVEL });
const service = await wire(settings, logger).catch(exitOnSettingsError);

await runService({
  logger,
  start: async () => {
    await service.app.listen({ host: settings.HOST, port: settings.PORT });
    service.start();
    logger.info({ event: 'service.started' }, 'ingest listens');
  },
  stop: service.stop,
});
