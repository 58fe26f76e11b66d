import { join } from 'node:path';
import {
  describeWithData,
  readJson,
  readRows,
} from '../__testUtils__/conformanceData';
import { binaryPerformance, confusionOf } from './binaryPerformance';
import {
  addBinaryRow,
  BinaryProfile,
  emptyBinaryProfile,
} from './binaryProfile';
import {
  estimatePerformance,
  fitPerformanceEstimator,
} from './estimatedPerformance';
import { MetricValue } from './performanceMetric';

describeWithData('performance of the California housing model', folder => {
  const labels = new Map(
    readRows(join(folder, 'california_housing_analysis_gt.csv')).map(row => [
      row.id,
      row.clf_target,
    ]),
  );
  const rows: Record<
    'reference' | 'analysis',
    Record<string, string | undefined>[]
  > = {
    reference: readRows(join(folder, 'california_housing_reference.csv')),
    analysis: readRows(join(folder, 'california_housing_analysis.csv')).map(
      row => ({ ...row, clf_target: labels.get(row.id) }),
    ),
  };
  const profileOf = (period: keyof typeof rows, month = '') => {
    const profile = emptyBinaryProfile();
    for (const row of rows[period]) {
      if (row.timestamp!.startsWith(month)) {
        addBinaryRow(profile, {
          predicted: row.y_pred === '1',
          label: row.clf_target === '1',
          score: Number(row.y_pred_proba),
        });
      }
    }
    return profile;
  };
  const valueOf = (metrics: MetricValue[], id: string) =>
    metrics.find(({ metric }) => metric === id)?.value;
  const expected = readJson(
    join(folder, 'expected/california_housing.json'),
  ).performance_by_month;

  /** `null` is published where a figure is not defined. */
  const close = (actual: number | undefined, value: number | null) => {
    expect(actual === undefined).toBe(value === null);
    expect(Math.abs((actual ?? 0) - (value ?? 0))).toBeLessThanOrEqual(
      Math.max(1e-12, 1e-9 * Math.abs(value ?? 0)),
    );
  };

  it.each(Object.keys(expected))(
    'equals realised and estimated figures of %s',
    window => {
      const [period, month] = window.split(':');
      const profile: BinaryProfile = profileOf(
        period as keyof typeof rows,
        month,
      );
      const { realized, cbpe_uncalibrated: cbpe } = expected[window];
      const matrix = confusionOf(profile);
      expect([
        profile.rows,
        matrix.truePositives,
        matrix.trueNegatives,
        matrix.falsePositives,
        matrix.falseNegatives,
      ]).toEqual([
        realized.n,
        realized.tp,
        realized.tn,
        realized.fp,
        realized.fn,
      ]);
      const metrics = binaryPerformance(profile);
      for (const [id, key] of [
        ['accuracy', 'accuracy'],
        ['precision', 'precision'],
        ['recall', 'recall'],
        ['f1', 'f1'],
        ['rocAuc', 'roc_auc'],
        ['logLoss', 'log_loss'],
        ['brier', 'brier'],
      ]) {
        close(valueOf(metrics, id), realized[key]);
      }
      const estimates = estimatePerformance({
        estimator: { samplingErrors: {} },
        current: profile,
      });
      for (const [id, key] of [
        ['accuracy', 'accuracy'],
        ['precision', 'precision'],
        ['recall', 'recall'],
        ['f1', 'f1'],
        ['rocAuc', 'roc_auc'],
      ]) {
        close(valueOf(estimates, id), cbpe[`estimated_${key}`]);
      }
    },
  );

  it('equals the estimates and the sampling error that NannyML published', () => {
    const { cbpe } = readJson(
      join(folder, 'expected/california_housing_published_by_nannyml.json'),
    );
    const estimator = fitPerformanceEstimator(profileOf('reference'));
    expect(estimator.calibration?.map).toBeDefined();
    for (const month of ['2022-03', '2022-04']) {
      const roc = estimatePerformance({
        estimator,
        current: profileOf('analysis', month),
      }).find(({ metric }) => metric === 'rocAuc')!;
      expect(roc.value).toBeCloseTo(cbpe.published[month], 6);
      close(roc.value, cbpe.rederived[month]);
    }
    const march = profileOf('analysis', '2022-03');
    const { deviation, share } = estimator.samplingErrors.rocAuc;
    expect(deviation / Math.sqrt(march.rows * share)).toBeCloseTo(
      cbpe.published_sampling_error_2022_03,
      4,
    );
  });
});
