import { ReportRefused } from '../report/ReportRefused';

/**
 * The text of a file: UTF-8, or UTF-16 with its mark as a shell of Windows
 * writes it. The mark is not part of the text.
 *
 * @throws ReportRefused when it is neither
 */
export function decodeText(bytes: Uint8Array): string {
  let encoding = 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    encoding = 'utf-16le';
  } else if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    encoding = 'utf-16be';
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ReportRefused(
      'This is no text: it is neither UTF-8 nor UTF-16. Unpack an archive first.',
    );
  }
}
