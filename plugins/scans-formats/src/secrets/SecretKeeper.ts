import { createHmac } from 'node:crypto';
import { SecretMark } from '../report/Finding';
import { KnownSecrets } from './KnownSecrets';

const MIN_PREVIEWED = 16;
const PREVIEWED = 4;

/** Forms of secrets that are recognised wherever they stand. */
const FORMS = new RegExp(
  [
    '-----BEGIN[A-Z0-9 ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END[A-Z0-9 ]*PRIVATE KEY-----|$)',
    '(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+',
    '\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b',
    '\\bgh[pousr]_[A-Za-z0-9]{20,}',
    '\\bgithub_pat_[A-Za-z0-9_]{20,}',
    '\\bglpat-[A-Za-z0-9_-]{16,}',
    '\\bxox[abeoprs]-[A-Za-z0-9-]{10,}',
    '\\bsk_live_[A-Za-z0-9]{16,}',
    '\\bnpm_[A-Za-z0-9]{36}\\b',
    '\\bpypi-[A-Za-z0-9_-]{16,}',
    '\\bAIza[A-Za-z0-9_-]{35}',
  ].join('|'),
  'g',
);
const PASSWORD_IN_URL =
  /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):([^\s/@]+)@/gi;
/**
 * What each of the forms has: of at least four characters that are rare, so that
 * most of a text is skipped. It is looked for in every text of a report.
 */
const MAY_HOLD =
  /KIA[A-Z0-9]|SIA[A-Z0-9]|Iza[\w-]|eyJ[\w-]|gh[pousr]_|b_pat|k_liv|npm_|-----B|lpat-|xox[abeoprs]|pypi-/;

/** A text without what looks like a secret. */
export function withoutForms(text: string): string {
  const swept = MAY_HOLD.test(text) ? text.replace(FORMS, '***') : text;
  return swept.includes('://') && swept.includes('@')
    ? swept.replace(PASSWORD_IN_URL, '$1:***@')
    : swept;
}

/** What a tool writes where it hides a secret itself, or shows only the first line of a key. */
const HIDDEN =
  /^(\*+|REDACTED|<redacted>|x{4,}|.{0,8}\.\.\.|-----BEGIN[A-Z0-9 ]*-----)$/i;

/** Whether a tool hid the secret itself, so that there is nothing to tell secrets apart by. */
export function isHidden(secret: string): boolean {
  return HIDDEN.test(secret.trim()) || /\*{3,}/.test(secret);
}

/**
 * Keeps the secrets of one report out of everything that is made of it: it
 * marks each by a keyed hash and blanks out what it was told, and what looks
 * like a secret, in every text.
 */
export class SecretKeeper {
  readonly #key: Uint8Array | string;
  readonly #known = new KnownSecrets();

  /** @param key - of the installation; without it nobody can tell what a hash stands for */
  constructor(key: Uint8Array | string) {
    this.#key = key;
  }

  /** A secret as it may be stored. From here on it is blanked out wherever it stands. */
  mark(secret: string): SecretMark {
    if (isHidden(secret)) {
      return { preview: '***' };
    }
    this.hide(secret);
    return {
      hash: createHmac('sha256', this.#key).update(secret).digest('hex'),
      preview:
        secret.length >= MIN_PREVIEWED
          ? `${secret.slice(0, PREVIEWED).replace(/[^\x20-\x7e]/g, '*')}…(${secret.length})`
          : '***',
    };
  }

  /** Text that must not appear anywhere, such as a line that holds a secret. */
  hide(secret: string): void {
    for (const part of secret.split('\n')) {
      const trimmed = part.trim();
      if (!isHidden(trimmed)) {
        // As it stands in a text of one line, and in one without forms
        for (const text of [trimmed, trimmed.replace(/\s+/g, ' ')]) {
          this.#known.add(text);
          this.#known.add(withoutForms(text));
        }
      }
    }
  }

  /** Whether any secret is known, so that texts without forms have to be looked at again. */
  get knowsSecrets(): boolean {
    return !this.#known.isEmpty;
  }

  /** A text without secrets. */
  sweep(text: string): string {
    return withoutForms(this.#known.sweep(text));
  }
}
