import { FileSink } from '../../../src/main/library/files/file-sink.ts'

/** The project's own sink, with nothing to refuse and nobody to tell. */
export const createSink = (path: string): FileSink =>
  new FileSink({ path, admit: () => undefined, count: () => undefined })
