/**
 * Loaded into every service the supervisor starts: when the supervisor is gone without having said goodbye, the
 * service ends too, as if asked to, and does not linger on its port.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
