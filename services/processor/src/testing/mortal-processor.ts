import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { Settings } from '../config.ts';
import { wire } from '../wiring.ts';
import { createMortalClients } from './mortal-clients.ts';

/** A processor that dies after so many calls (first argument); one that survives a whole message exits with 0. */
const settings = loadSettings(Settings);
const logger = createLogger({ service: 'processor', level: 'silent' });
const service = await wire(settings, logger, createMortalClients(settings, Number(process.argv[2])));
service.start();
