/**
 * Security scans: uploads, findings over their life, decisions.
 *
 * @packageDocumentation
 */
export { scansPlugin as default } from './plugin';
