import { languageOf } from './languageOf';

it.each([
  ['k8s/base/deployment.yaml', 'yaml'],
  ['src/app/main.py', 'python'],
  ['Dockerfile', 'dockerfile'],
  ['Dockerfile.dev', 'dockerfile'],
  ['Makefile', 'makefile'],
  ['LICENSE', 'text'],
  ['constructor', 'text'],
])('%s is highlighted as %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});
