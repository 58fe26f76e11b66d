export * from './cramerVonMisesLimit';
export * from './gamma';
export * from './kolmogorov';
export * from './kolmogorovTwoSample';
