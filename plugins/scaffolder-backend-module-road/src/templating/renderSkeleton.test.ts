import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { parse } from 'yaml';
import { hostileText } from '../__testUtils__/hostileText';
import { createSkeletonRenderer } from './renderSkeleton';

function render(source: string, values: JsonObject = {}): string {
  return createSkeletonRenderer(values).renderText(
    source,
    'part/file.yaml.njk',
  );
}

function attempt<T>(run: () => T): T | Error {
  try {
    return run();
  } catch (error) {
    return error as Error;
  }
}

describe('what a person typed', () => {
  it('comes out of a filter as the same value', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const rendered = render('a: ${{ values.text | yaml }}\nb: 2\n', {
          text,
        });
        expect(parse(rendered)).toEqual({ a: text, b: 2 });
      }),
    );
  });

  it('without a filter is refused or comes out as the same value between quotes', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const outcome = attempt(() =>
          render('a: "${{ values.text }}"\nb: 2\n', { text }),
        );
        const refused = outcome instanceof Error;
        const expected = { a: text, b: 2 };
        expect(refused ? expected : parse(outcome)).toEqual(expected);
        expect(refused ? outcome.message : 'values.text').toContain(
          'values.text',
        );
      }),
    );
  });

  it.each([
    'a\nb: c',
    'a: b',
    'a #b',
    '"',
    "it's",
    'a\\',
    '${{ x }}',
    '{{ x }}',
    '---',
    '- a',
    'a:',
    'ünï',
    'a\u2028b',
  ])('without a filter %j is refused with file, line and name', text => {
    expect(() => render('x: 1\ny: "${{ values.text }}"', { text })).toThrow(
      /^part\/file\.yaml\.njk: line 2: "values\.text" is printed as it is/,
    );
  });

  it.each([
    'churn',
    'true',
    'e10',
    'Apache-2.0',
    'a@b.c',
    'http://localhost:7007/x',
  ])('without a filter the plain text %j is printed', text => {
    expect(render('"${{ values.text }}"', { text })).toBe(`"${text}"`);
  });

  it('is caught behind a variable, a loop, an expression or another filter', () => {
    const values = { text: 'a: "b"', list: ['a\nb'] };
    for (const source of [
      '{% set x = values.text %}${{ x }}',
      '{% for x in values.list %}${{ x }}{% endfor %}',
      '${{ values.text ~ "" }}',
      '${{ values.text | upper }}',
      '${{ values.text | safe }}',
      '${{ values.text if true else "" }}',
      '${{ values["text"] }}',
      '{%- if true -%}${{- values.text -}}{%- endif -%}',
      '{% macro m(x) %}${{ x }}{% endmacro %}${{ m(values.text) }}',
    ]) {
      expect(() => render(source, values)).toThrow('through a filter');
    }
  });

  it('is not evaluated again when it looks like a template', () => {
    const text = '${{ values.other }}{% if true %}x{% endif %}{# y #}';
    expect(JSON.parse(render('${{ values.text | yaml }}', { text }))).toBe(
      text,
    );
  });

  it('may not be joined with other text after it was escaped', () => {
    expect(() =>
      render('${{ "a" ~ (values.text | yaml) }}', { text: 'b' }),
    ).toThrow('through a filter');
    expect(() =>
      render('{% filter yaml %}b{% endfilter %}', { text: 'b' }),
    ).toThrow('put the filter last');
  });

  it('is refused as a whole list or object', () => {
    expect(() => render('${{ values.list }}', { list: ['a'] })).toThrow(
      '"values.list" is a list or an object',
    );
  });
});

describe('a value that a pipeline would evaluate', () => {
  it.each([
    ['x/.github/workflows/ci.yaml.njk', 'a ${{ secrets.TOKEN }}'],
    ['.gitea/workflows/ci.yaml.njk', '${{ secrets.TOKEN }}'],
    ['x/.gitlab-ci.yml.njk', 'a $CI_JOB_TOKEN'],
  ])('is refused in %s', (file, text) => {
    const renderer = createSkeletonRenderer({ text });
    expect(() =>
      renderer.renderText('name: ${{ values.text | yaml }}', file),
    ).toThrow(`${file}: line 1: "values.text | yaml" holds an expression`);
    expect(
      renderer.renderText('name: ${{ values.text | yaml }}', 'x/other.yaml'),
    ).toBe(`name: ${JSON.stringify(text)}`);
  });
});

describe('a value that nobody gave', () => {
  it.each([
    '${{ values.nmae }}',
    '${{ values.nmae | yaml }}',
    '${{ values.nmae | lower }}',
    '{% if values.nmae %}x{% endif %}',
    '{% if not values.nmae.deeper %}x{% endif %}',
    '{% for x in values.nmae %}x{% endfor %}',
    '${{ values.owner.nmae | lower }}',
  ])('is named with its line: %s', source => {
    expect(() =>
      render(`one\n${source}`, { name: 'churn', owner: {} }),
    ).toThrow(
      /^part\/file\.yaml\.njk: line 2: "values\.(owner\.)?nmae" is not among the values; given are: name, owner$/,
    );
  });

  it('is refused when it is there but null', () => {
    expect(() => render('${{ values.name }}', { name: null })).toThrow(
      '"values.name" has no value',
    );
  });

  it('is refused under another name than values', () => {
    expect(() => render('${{ value.name }}', { name: 'a' })).toThrow(
      'part/file.yaml.njk',
    );
  });

  it('may be asked for, or have a default', () => {
    expect(
      render(
        '{% if values.system is defined %}x{% endif %}${{ values.system | default("none") }}',
      ),
    ).toBe('none');
  });

  it('is no complaint inside quotes, comments and raw blocks', () => {
    expect(
      render(
        '${{ "values.nmae" }}{# ${{ values.nmae }} #}{% raw %}${{ values.nmae }}{% endraw %}',
      ),
    ).toBe('values.nmae${{ values.nmae }}');
  });
});

describe('the template language', () => {
  it('is the one that the scaffolder knows', () => {
    const source = [
      '{% raw %}${{ secrets.TOKEN }}{% endraw %}',
      '${{ values.name }}-${{ values.count + 1 }}-${{ values.on }}',
      '{%- if values.list.length > 1 and "a" in values.list %}',
      'many',
      '{%- endif %}',
      '${{ "}}" if false else values.name | upper }}',
    ].join('\n');
    expect(
      render(source, { name: 'churn', count: 1, on: false, list: ['a', 'b'] }),
    ).toBe('${{ secrets.TOKEN }}\nchurn-2-false\nmany\nCHURN');
  });

  it.each([
    ['${{ values.name', 'is not closed'],
    ['{% if values.name %}', 'endif'],
    ['${{ values.name | nosuch }}', 'nosuch'],
  ])('names the file of a mistake: %s', (source, reason) => {
    expect(() => render(source, { name: 'a' })).toThrow(
      new RegExp(`^part/file\\.yaml\\.njk: .*${reason}`),
    );
  });

  it('stops a skeleton that writes without end', () => {
    expect(() =>
      render(
        '{% for i in range(10000) %}{% for j in range(10000) %}0123456789{% endfor %}{% endfor %}',
      ),
    ).toThrow('part/file.yaml.njk');
  });
});
