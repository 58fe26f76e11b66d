/**
 * One text for every way out of a file. The filters are tested with the long
 * list; over whole templates the question is only whether a skeleton uses them,
 * and the right one.
 */
export const BREAKOUT_TEXTS = [
  'it\'s "quoted" \\ and \\n: # ${{ secrets.TOKEN }} {{ x }} {% raw %} {# y #}',
  '- [link](javascript:alert(1)) | *bold* <script>alert(1)</script> &amp; $x$',
  '---',
  'a\n---\nkind: Secret',
  'a\u2028b',
  '\u202eevil',
  '"""',
  'trailing \\',
  'a: b',
  'true',
  'null',
  'yes',
  'e10',
  '\u0441hurn \u{1f680}',
  '-'.repeat(200),
  'a'.repeat(40),
  'x'.repeat(10_000),
  'group:default/true',
  'user:default/null',
  'system:default/e10',
  'a"b:#@c.example',
];
