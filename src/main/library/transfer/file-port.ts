/** A pipe to another process that carries structured clones. Nothing of Electron's is needed. */
export interface FilePort {
  /** A message to a process that has ended goes nowhere; that is no error. */
  post(message: unknown): void
  /** Messages wait until the first listener is there. */
  onMessage(listener: (message: unknown) => void): () => void
}

/** Main's end of the pipe, and the process at its other end. */
export interface FileProcess extends FilePort {
  /** Told once, however the process ended; told nothing where it could not be started at all. */
  onExit(listener: () => void): () => void
  /** Ends the process at once. */
  kill(): void
}

/** Starts the file process. May throw; then it counts as one that died at once. */
export type SpawnFileProcess = () => FileProcess
