export { openFiles, type OpenFilesOptions, type TimeWindow } from './openFiles';
