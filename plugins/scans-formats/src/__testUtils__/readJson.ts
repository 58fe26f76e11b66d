import { parseReport } from '../parseReport';
import { Report } from '../report/Report';

/** Reads a value as the report of a scanner. */
export function readJson(value: unknown, format?: string): Report {
  return readText(JSON.stringify(value), format);
}

/** Reads a text as the report of a scanner. */
export function readText(text: string, format?: string): Report {
  return parseReport(new TextEncoder().encode(text), {
    secretKey: 'key of a test',
    format,
  });
}
