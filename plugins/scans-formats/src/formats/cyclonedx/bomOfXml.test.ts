import { readJson, readText } from '../../__testUtils__/readJson';
import { bom, vulnerability } from './__fixtures__/bom';

const xml = (content: string, version = '1.6') =>
  `<?xml version="1.0"?>\n<!-- a licence -->\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}">${content}</bom>`;

describe('bomOfXml', () => {
  it('reads what the JSON form says', () => {
    const read = readText(
      xml(`
        <metadata>
          <timestamp>2026-11-20T10:00:00Z</timestamp>
          <tools><tool><vendor>e</vendor><name>Example-Scanner</name><version>2.0</version></tool></tools>
          <component type="container" bom-ref="shop"><name>registry.example.com/shop:1.2</name></component>
        </metadata>
        <components>
          <component type="library" bom-ref="lib-1">
            <name>reader</name><version>1.0</version><purl>pkg:npm/reader@1.0</purl>
            <components><component type="library" bom-ref="lib-2"><name>inner</name><version>3</version></component></components>
          </component>
        </components>
        <vulnerabilities>
          <vulnerability>
            <id>CVE-2026-1000</id>
            <source><name>Example</name><url>https://example.com/CVE-2026-1000</url></source>
            <ratings><rating><severity>high</severity><method>other</method></rating></ratings>
            <cwes><cwe>79</cwe></cwes>
            <description>It runs what it reads.</description>
            <affects><target><ref>lib-1</ref></target></affects>
          </vulnerability>
        </vulnerabilities>`),
    );
    expect(read).toEqual(readJson(bom([vulnerability()])));
  });

  it('puts in the entities of XML and no others', () => {
    const [{ message }] = readText(
      xml(
        '<components><component bom-ref="a"><name>a</name></component></components>' +
          '<vulnerabilities><vulnerability><id>CVE-2026-1000</id>' +
          '<description>a &lt;b&gt; &amp;amp; &#x41;&#66; &other;</description>' +
          '<analysis><state>resolved</state></analysis>' +
          '<affects><target><ref>a</ref><versions><version><version>1</version><status>affected</status></version></versions></target></affects>' +
          '</vulnerability></vulnerabilities>',
      ),
    ).findings;
    expect(message).toBe('a <b> &amp; AB &other;');
  });

  it('reads the extension that came before vulnerabilities were part of it', () => {
    const read = readText(
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0">
        <components><component type="library" bom-ref="lib-1"><name>reader</name><version>1.0</version>
          <v:vulnerabilities><v:vulnerability ref="lib-1"><v:id>CVE-2026-1000</v:id>
            <v:source name="NVD"><v:url>https://example.com/1</v:url></v:source>
            <v:ratings><v:rating><v:score><v:base>9.8</v:base></v:score><v:severity>Critical</v:severity><v:method>CVSSv3</v:method></v:rating></v:ratings>
          </v:vulnerability></v:vulnerabilities>
        </component></components></bom>`,
    );
    expect(read.findings).toMatchObject([
      {
        rule: 'CVE-2026-1000',
        severity: 'critical',
        cvss: { score: 9.8 },
        package: { name: 'reader', version: '1.0' },
        references: ['https://example.com/1'],
      },
    ]);
  });

  it('tells an inventory from a list of no vulnerabilities', () => {
    expect(readText(xml('<components/>')).coverage.isComplete).toBe(false);
    const looked = readText(
      xml(
        '<components><component><name>a</name></component></components><vulnerabilities/>',
      ),
    );
    expect(looked).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
  });

  it('refuses a document type, and with it every entity', () => {
    const bomb =
      '<?xml version="1.0"?><!-- x --><!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]>' +
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>&a;</components></bom>';
    expect(() => readText(bomb)).toThrow('document type is not read');
  });

  it('refuses what is cut off, too deep, or names the prototype', () => {
    const whole = xml(
      '<components><component><name>a</name></component></components>',
    );
    expect(() => readText(whole.slice(0, -30))).toThrow('line');
    expect(() =>
      readText(
        xml(`${'<components>'.repeat(200)}${'</components>'.repeat(200)}`),
      ),
    ).toThrow('nested deeper');
    expect(() => readText(xml('<__proto__>1</__proto__>'))).toThrow(
      'not allowed',
    );
  });
});
