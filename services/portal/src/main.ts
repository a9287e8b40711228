import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { runService } from '@labsecure/runtime/shutdown';
import { PortalSettings } from './config.ts';
import { wire } from './wiring.ts';

const settings = loadSettings(PortalSettings);
const logger = createLogger({ service: 'portal', level: settings.LOG_LEVEL });
const { start, stop } = await wire(settings, logger);
await runService({ logger, start, stop });
