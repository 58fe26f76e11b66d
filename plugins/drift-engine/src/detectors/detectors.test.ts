import { join } from 'node:path';
import { describeWithData, readJson } from '../__testUtils__/conformanceData';
import { adaptiveWindowing } from './adaptiveWindowing';
import { driftDetectionMethod } from './driftDetectionMethod';
import { pageHinkley } from './pageHinkley';
import { StreamingDetector } from './streamingDetector';

type AnyDetector = StreamingDetector<any, any>;

const DETECTORS: AnyDetector[] = [
  pageHinkley,
  driftDetectionMethod,
  adaptiveWindowing,
];

const detections = (
  detector: AnyDetector,
  values: readonly number[],
  settings?: object,
) => {
  const state = detector.start(settings);
  return values.flatMap((value, index) =>
    detector.update(state, value) === 'drift' ? [index] : [],
  );
};

/** Errors at a rate, the same in every run. */
const errorsAt = (rate: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    (index * 0.6180339887498949) % 1 < rate ? 1 : 0,
  );

describeWithData('streaming detectors', folder => {
  const { streams, expected_detection_indices: expected } = readJson(
    join(folder, 'streaming_detectors.json'),
  );

  it.each<[string, AnyDetector, string]>([
    ['PageHinkley', pageHinkley, 'stream_1'],
    ['DDM', driftDetectionMethod, 'stream_2'],
    ['ADWIN', adaptiveWindowing, 'stream_1'],
  ])('detect where river published that %s does', (name, detector, stream) => {
    const key = Object.keys(expected).find(found => found.startsWith(name))!;
    expect(key).toContain(stream);
    expect(detections(detector, streams[stream])).toEqual(expected[key]);
  });

  it('find the change at the look before when every cut is looked at, as river 0.26', () => {
    expect(
      detections(adaptiveWindowing, streams.stream_1, { cuts: 'all' }),
    ).toEqual([1023]);
  });
});

describe.each(DETECTORS)('$title', detector => {
  const changing = [...errorsAt(0.1, 1000), ...errorsAt(0.7, 1000)];

  it('finds a model that became bad, and says nothing before', () => {
    const found = detections(detector, changing);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toBeGreaterThanOrEqual(1000);
    expect(found[0]).toBeLessThan(1200);
  });

  it('says nothing about a model that stays as it is', () => {
    expect(detections(detector, errorsAt(0.3, 5000))).toEqual([]);
    expect(detections(detector, Array(5000).fill(0))).toEqual([]);
    expect(detections(detector, Array(5000).fill(1))).toEqual([]);
  });

  it('goes on from a state that was stored as text after every value', () => {
    let state = detector.start();
    const found = changing.flatMap((value, index) => {
      state = JSON.parse(JSON.stringify(state));
      return detector.update(state, value) === 'drift' ? [index] : [];
    });
    expect(found).toEqual(detections(detector, changing));
  });

  it('passes over what is no value', () => {
    const state = detector.start();
    detector.update(state, 1);
    const before = JSON.stringify(state);
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(detector.update(state, value)).toBe('stable');
    }
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe('adaptiveWindowing', () => {
  it('finds falls as well', () => {
    const [first] = detections(adaptiveWindowing, [
      ...errorsAt(0.8, 1000),
      ...errorsAt(0.1, 500),
    ]);
    expect(first).toBeGreaterThanOrEqual(1000);
  });

  it('holds few totals however long the stream is', () => {
    const state = adaptiveWindowing.start();
    errorsAt(0.3, 20_000).forEach(value =>
      adaptiveWindowing.update(state, value),
    );
    expect(state.totals.flat().length).toBeLessThan(100);
  });
});

describe('driftDetectionMethod', () => {
  it('warns before it says drift', () => {
    const state = driftDetectionMethod.start();
    const said = [...errorsAt(0.1, 500), ...errorsAt(0.5, 500)].map(value =>
      driftDetectionMethod.update(state, value),
    );
    expect(said.indexOf('warning')).toBeGreaterThan(0);
    expect(said.indexOf('warning')).toBeLessThan(said.indexOf('drift'));
  });
});
