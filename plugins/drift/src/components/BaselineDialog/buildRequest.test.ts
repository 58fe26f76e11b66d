import { BaselineForm, buildRequest } from './buildRequest';

const form: BaselineForm = {
  name: 'September',
  kind: 'window',
  source: '',
  path: '',
  start: '2026-09-01',
  end: '2026-10-01',
  instance: '',
  runId: '',
  artifact: '',
};

it('takes days as days in UTC', () => {
  expect(buildRequest(form)).toEqual({
    request: {
      name: 'September',
      from: {
        kind: 'window',
        start: '2026-09-01T00:00:00.000Z',
        end: '2026-10-01T00:00:00.000Z',
      },
    },
  });
});

it('asks for what the document names', () => {
  expect(buildRequest({ ...form, kind: 'document' })).toEqual({
    request: { name: 'September', from: { kind: 'document' } },
  });
});

it.each([
  [{ name: ' ' }, /name/],
  [{ start: '' }, /first day/],
  [{ end: '2026-08-01' }, /ends before it begins/],
  [{ kind: 'files' as const }, /file or folder/],
  [{ kind: 'mlflow' as const, runId: 'r' }, /its artifact/],
])('says what is missing: %j', (change, problem) => {
  expect(buildRequest({ ...form, ...change })).toEqual({
    problem: expect.stringMatching(problem),
  });
});
