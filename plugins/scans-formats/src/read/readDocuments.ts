import { ReportRefused } from '../report/ReportRefused';
import { decodeText } from './decodeText';
import { ReportLimits } from './limits';
import { readJson } from './readJson';
import { readYaml } from './readYaml';

/** A report as unknown values. */
export interface Documents {
  syntax: 'json' | 'json-lines' | 'yaml' | 'xml';
  /** One for JSON, one per line for JSON lines, one per document for YAML, none for XML. */
  values: unknown[];
  /** Of XML, which its format reads itself; empty for all else, so that it holds no memory. */
  text: string;
  /**
   * Reads what nobody asked for, so that a report is whole or refused.
   *
   * @throws ReportRefused with the place and the reason
   */
  checkRest(): void;
}

const nothing = () => {};

/**
 * Reads JSON, JSON lines or YAML as unknown values, told apart by content.
 *
 * @throws ReportRefused with the place and the reason
 */
export function readDocuments(
  bytes: Uint8Array,
  limits: ReportLimits,
): Documents {
  if (bytes.byteLength > limits.maxBytes) {
    throw new ReportRefused(
      `It has more than ${Math.floor(limits.maxBytes / 1024 / 1024)} MiB.`,
    );
  }
  const text = decodeText(bytes);
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) {
    throw new ReportRefused('It is empty: the scanner wrote nothing.');
  }
  if (first === '<') {
    return { syntax: 'xml', values: [], text, checkRest: nothing };
  }
  if (first !== '{' && first !== '[' && text.trim() !== 'null') {
    return {
      syntax: 'yaml',
      values: readYaml(text, limits),
      text: '',
      checkRest: nothing,
    };
  }
  return { ...readJson(text, limits), text: '' };
}
