import fc from 'fast-check';

/** Typed text that has broken out of some format before. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '-',
  '---',
  '...',
  'true',
  'null',
  'yes',
  'on',
  'e10',
  '0x1f',
  '1_000',
  '2026-01-01',
  '~',
  '*',
  'a: b',
  'a #b',
  '# heading',
  '- item',
  '1. item',
  '12) item',
  '> quote',
  '| cell |',
  '*bold* _it_ `code` ~~del~~',
  '[link](javascript:alert(1)) ![img](x)',
  '<script>alert(1)</script>',
  '&amp; &#42; &copy;',
  '$x^2$ $$',
  '${{ secrets.TOKEN }}',
  '${{ values.name }}',
  '{{ .Values.x }}',
  '{% raw %}',
  '{# comment #}',
  '{"a": [1]}',
  'it\'s "quoted" \\ and \\n',
  "'''",
  '"""',
  'trailing \\',
  'two  spaces  ',
  '\ttab',
  '    four spaces',
  'line\nkey: value',
  'line\r\nkey: value',
  'a\n---\nkind: Secret',
  'a\n\n\n# b',
  'a\u2028b\u2029c\u0085d',
  '\u202eevil\u2066',
  '\ufeffbom',
  'zero\u200bwidth',
  'ünï çødé 漢字 🚀 👩‍👩‍👧',
  '!!python/object:os.system',
  '&anchor *alias',
  '=== heading',
  'www.example.com and https://example.com and a@example.com',
  '!!! note',
  '+ plus',
  '%YAML 1.1',
  '@at',
  '`tick',
  '/usr/bin',
  // Legal names that some language has taken.
  'false',
  'none',
  'off',
  'nan',
  'inf',
  'import',
  'a'.repeat(40),
  // A Cyrillic letter that looks like a Latin one.
  '\u0441hurn',
  'group:default/true',
  'group:default/ml-team\n- user:default/eve',
  'user:default/null',
  'system:default/e10',
  'a"b:#@c.example',
  'x'.repeat(10_000),
];

/** All but tab, line feed and carriage return. */
const CONTROL_CHARACTERS = /(?![\t\n\r])\p{Cc}/gu;

/** Any text that is made of characters, with a bias to what breaks formats. */
export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...HOSTILE_TEXTS.filter(text => text.length < 100)),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
      ),
      { maxLength: 6 },
    )
    .map(parts => parts.join('')),
);

/** The same without control characters other than tabs and line ends. */
export const printableHostileText = hostileText.map(text =>
  text.replace(CONTROL_CHARACTERS, ''),
);
