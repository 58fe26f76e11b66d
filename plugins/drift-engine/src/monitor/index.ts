export { parseDurationMs } from './duration';
export { monitorDocumentSchema, type MonitorDocument } from './monitorDocument';
export { parseMonitorDocument } from './parseMonitorDocument';
export { resolveWindows, type TimeSpan } from './windows';
