/**
 * Keeps a text so that a copy of the file is worth nothing: the operating system holds the key.
 * Implemented in platform.
 */
export interface SecretBox {
  /** False where the system has no such key, or would keep it beside what it protects. */
  available(): Promise<boolean>
  seal(text: string): Promise<string>
  /** Throws where the key is another one, e.g. on another PC. */
  open(sealed: string): Promise<string>
}
