import { createLogger } from '@labsecure/runtime/logger';
import { settingsOrExit } from '@labsecure/runtime/settings-or-exit';
import { runService } from '@labsecure/runtime/shutdown';
import { PortalSettings } from './config.ts';
import { wire } from './wiring.ts';

const settings = settingsOrExit(PortalSettings);
const logger = createLogger({ service: 'portal', level: settings.LOG_LEVEL });
const { start, stop } = await wire(settings, logger);
await runService({ logger, start, stop });
