import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { Settings } from '../config.ts';
import { wire } from '../wiring.ts';
import { createMortalClients } from './mortal-clients.ts';

/** An ingest that dies after so many writes (first argument). It says where it listens, on a line of its own. */
const settings = loadSettings(Settings);
const logger = createLogger({ service: 'ingest', level: 'silent' });
const service = await wire(settings, logger, createMortalClients(settings, Number(process.argv[2])));
console.log(await service.app.listen({ host: '127.0.0.1', port: 0 }));
