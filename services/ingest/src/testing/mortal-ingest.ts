import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { Settings } from '../config.ts';
import { wire } from '../wiring.ts';
import { mortalConnect } from './mortal-clients.ts';

/**
 * An ingest that dies after so many writes (first argument); with `drops` as the second, one that takes in files as well.
 * It says where it listens, on a line of its own.
 */
const settings = loadSettings(Settings);
const logger = createLogger({ service: 'ingest', level: 'silent' });
const service = await wire(settings, logger, mortalConnect(settings, Number(process.argv[2])));
if (process.argv[3] === 'drops') service.start();
console.log(await service.app.listen({ host: '127.0.0.1', port: 0 }));
