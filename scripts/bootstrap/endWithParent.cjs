// Loaded into the backend: when the command that started it is gone (also by
// kill -9), nobody could stop the backend any more, so it ends itself.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone keeps no process alive
if (process.channel) process.channel.unref();
