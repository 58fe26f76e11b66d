import { repositoryAddresses } from '../../address/repositoryAddress';
import { resolveLink } from './resolveLink';

const place = {
  gitRef: 'main',
  addresses: repositoryAddresses({ owner: 'ml-team', name: 'churn' }),
};

it.each([
  ['docs/adr/', '/git/ml-team/churn/tree/main/docs/adr'],
  ['../LICENSE', '/git/ml-team/churn/blob/main/LICENSE'],
  ['./a b.md#part', '/git/ml-team/churn/blob/main/docs/a%20b.md#part'],
  ['/src/app.py', '/git/ml-team/churn/blob/main/src/app.py'],
  ['../../../../etc/passwd', '/git/ml-team/churn/blob/main/etc/passwd'],
  ['#install', '#install'],
  ['https://example.com/x', 'https://example.com/x'],
])('%s leads to %s', (href, expected) => {
  const from = href.startsWith('docs') ? 'README.md' : 'docs/index.md';
  expect(resolveLink({ href, from, place })).toBe(expected);
});

const scriptScheme = ['java', 'script:'].join('');

it.each([
  '',
  `${scriptScheme}alert(1)`,
  `${scriptScheme.toUpperCase()}alert(1)`,
  'data:text/html,x',
])('"%s" leads nowhere', href => {
  expect(resolveLink({ href, from: 'README.md', place })).toBeUndefined();
});
