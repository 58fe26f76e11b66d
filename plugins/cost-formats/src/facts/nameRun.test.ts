import { subjectOf } from '../attribution/__testUtils__/subjects';
import { createRunNamer, DEFAULT_RUN_KEYS } from './nameRun';

describe('createRunNamer', () => {
  const nameRun = createRunNamer();

  it.each([...DEFAULT_RUN_KEYS])('knows %s, as a tag and as a label', key => {
    expect(nameRun(subjectOf({ tags: { [key]: ' r-1 ' } }))).toBe('r-1');
    expect(nameRun(subjectOf({ labels: { [key]: 'r-1' } }))).toBe('r-1');
  });

  it.each([
    'plumbline_dev_run_id',
    'Plumbline.dev/Run-Id',
    ' plumbline-dev-run-id ',
    'plumbline:dev:run:id',
    'user:plumbline.dev/run-id',
    'label_plumbline_dev_run_id',
  ])('knows a key however it is written: %s', key => {
    expect(nameRun(subjectOf({ labels: { [key]: 'r-1' } }))).toBe('r-1');
  });

  it('takes the surest key, and a label before a tag', () => {
    const argo = { 'workflows.argoproj.io/workflow': 'wf-7' };
    const kubeflow = { 'pipeline/runid': 'kf-7' };
    expect(nameRun(subjectOf({ labels: { ...argo, ...kubeflow } }))).toBe(
      'kf-7',
    );
    expect(nameRun(subjectOf({ labels: { ...kubeflow, ...argo } }))).toBe(
      'kf-7',
    );
    expect(nameRun(subjectOf({ labels: argo, tags: kubeflow }))).toBe('kf-7');
    expect(
      nameRun(
        subjectOf({
          labels: argo,
          tags: { workflows_argoproj_io_workflow: 'x' },
        }),
      ),
    ).toBe('wf-7');
  });

  it('names none where there is none: other keys, no value, idle cost', () => {
    expect(nameRun(subjectOf({ tags: { team: 'ml' } }))).toBeUndefined();
    expect(
      nameRun(subjectOf({ labels: { run_id: '  ' }, tags: { run_id: '' } })),
    ).toBeUndefined();
    expect(
      nameRun(subjectOf({ labels: { run_id: 'x'.repeat(256) } })),
    ).toBeUndefined();
    expect(
      nameRun(subjectOf({ labels: { run_id: 'r' }, isIdle: true })),
    ).toBeUndefined();
  });

  it('looks at the configured keys alone', () => {
    const own = createRunNamer(['Training Job', 'job']);
    expect(own(subjectOf({ tags: { run_id: 'r' } }))).toBeUndefined();
    expect(own(subjectOf({ tags: { job: 'b', 'training-job': 'a' } }))).toBe(
      'a',
    );
    expect(createRunNamer([])(subjectOf({ tags: { '': 'r' } }))).toBe(
      undefined,
    );
  });

  it('knows keys again after more than it remembers', () => {
    for (let index = 0; index < 5_001; index += 1) {
      nameRun(subjectOf({ tags: { [`k${index}`]: 'v' } }));
    }
    expect(nameRun(subjectOf({ tags: { run_id: 'r' } }))).toBe('r');
  });
});
